package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_0;
import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kafkademo.common.log.Log;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CoordinatorLoadInProgressException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffsetCommitsTest {
    private static final Set<TopicPartition> BOTH = Set.of(ORDERS_0, ORDERS_1);
    private static final String LAST_FAILED =
            "WARN offset commit failed: records handled since the last commit will be handled again cause=";

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedConsumer consumer = new SimulatedConsumer(time);
    private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);
    private final RecordingLog log = new RecordingLog("INFO", "WARN");
    private final Assignment assignment = new Assignment(consumer, time::nanoTime);
    private final OffsetCommits commits =
            new OffsetCommits(consumer, assignment, metrics, new Log(log.logger()), time::nanoTime);

    @BeforeEach
    void assignBoth() {
        consumer.subscribe(Set.of("orders"));
        consumer.rebalance(BOTH);
        assignment.add(BOTH);
    }

    @AfterEach
    void unregisterTheBeans() {
        assignment.remove(BOTH);
    }

    private void handled(TopicPartition partition, long offset) {
        assignment.get(partition).moveTo(offset + 1, Optional.of(3));
    }

    private void commitAfterASecond() {
        time.pass(Duration.ofSeconds(1));
        commits.commitIfDue();
    }

    private List<String> commits() {
        return consumer.commits();
    }

    @Test
    void commitsNewPositionsOnceASecond() {
        handled(ORDERS_0, 7);
        time.pass(Duration.ofMillis(999));
        commits.commitIfDue();
        assertThat(commits()).isEmpty();

        handled(ORDERS_0, 8);
        handled(ORDERS_1, 3);
        handled(ORDERS_0, 9);
        time.pass(Duration.ofMillis(1));
        commits.commitIfDue();
        assertThat(commits()).containsExactly("async {orders-0=10, orders-1=4}");

        commitAfterASecond();
        assertThat(commits()).hasSize(1);
        assertThat(consumer.committed(Set.of(ORDERS_0)).get(ORDERS_0).leaderEpoch())
                .hasValue(3);
    }

    @Test
    void repeatsAFailedCommitWithTheNextOne() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        handled(ORDERS_1, 3);
        consumer.answerHeld(new RetriableCommitFailedException("coordinator\nis loading"));
        commitAfterASecond();

        assertThat(commits()).containsExactly("async {orders-0=8}", "async {orders-0=8, orders-1=4}");
        assertThat(metrics.failedCommits()).isEqualTo(1);
        assertThat(log.lines())
                .containsExactly(
                        "WARN offset commit failed, trying again every second cause=\"coordinator is loading\"");
    }

    @Test
    void aCommitThatWaitsForARebalanceIsNoFailure() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        consumer.answerHeld(new RebalanceInProgressException("wait"));
        commitAfterASecond();

        assertThat(commits()).containsExactly("async {orders-0=8}", "async {orders-0=8}");
        assertThat(metrics.failedCommits()).isZero();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void warnsOnceUntilACommitSucceeds() {
        consumer.holdCommits();
        for (int round = 0; round < 3; round++) {
            handled(ORDERS_0, round);
            commitAfterASecond();
            consumer.answerHeld(new TimeoutException("away"));
        }
        assertThat(log.lines()).hasSize(1);

        commitAfterASecond();
        consumer.answerHeld(null);
        handled(ORDERS_0, 9);
        commitAfterASecond();
        consumer.answerHeld(new TimeoutException("away"));
        assertThat(log.lines()).hasSize(2);
        assertThat(metrics.failedCommits()).isEqualTo(4);
    }

    @Test
    void sendsNoCommitWhileAnotherOneIsUnderWay() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        handled(ORDERS_0, 9);
        commitAfterASecond();
        assertThat(commits()).containsExactly("async {orders-0=8}");

        consumer.answerHeld(null);
        commits.commitIfDue();
        assertThat(commits()).containsExactly("async {orders-0=8}", "async {orders-0=10}");
    }

    @Test
    void theLastCommitRepeatsTheOneUnderWayIfThatFails() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        consumer.answerLate(Duration.ofMillis(1_500), new CoordinatorLoadInProgressException("loading"));
        commits.commitLast();

        assertThat(commits()).containsExactly("async {orders-0=8}", "sync {orders-0=8}");
        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(8);
    }

    @Test
    void aCommitBeforeARevocationRepeatsTheOneUnderWayIfThatFails() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        consumer.answerLate(Duration.ofMillis(1_500), new CoordinatorLoadInProgressException("loading"));
        commits.commitBeforeRevocation();

        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(8);
    }

    @Test
    void theLastCommitIsNotOvertakenByTheOneUnderWay() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        handled(ORDERS_0, 9);
        commits.commitLast();

        assertThat(consumer.heldCommits()).isZero();
        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(10);
    }

    @Test
    void theLastCommitIsNotNeededIfTheOneUnderWaySucceeds() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        commits.commitLast();

        assertThat(commits()).containsExactly("async {orders-0=8}");
        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(8);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aLastCommitWithoutAnAnswerEndsInTimeWithAWarning() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        long begun = time.nanoTime();
        consumer.answerLate(Duration.ofMinutes(1), null);
        commits.commitLast();

        assertThat(time.nanoTime() - begun).isEqualTo(Duration.ofSeconds(4).toNanos());
        assertThat(metrics.failedCommits()).isEqualTo(1);
        assertThat(log.lines()).containsExactly(LAST_FAILED + "\"no answer in time\"");
    }

    @Test
    void everyFailureOfACommitThatWaitsIsLogged() {
        handled(ORDERS_0, 7);
        consumer.failNextSync(new CommitFailedException("not a member"));
        commits.commitBeforeRevocation();
        consumer.failNextSync(new CommitFailedException("not a member"));
        commits.commitLast();

        assertThat(metrics.failedCommits()).isEqualTo(2);
        assertThat(log.lines()).hasSize(2).allSatisfy(line -> assertThat(line).startsWith(LAST_FAILED));
    }

    @Test
    void theLastCommitSurvivesWakeUps() {
        handled(ORDERS_0, 7);
        consumer.failNextSync(new WakeupException());
        consumer.failNextSync(new WakeupException());
        commits.commitLast();

        assertThat(commits()).containsExactly("sync {orders-0=8}");
        assertThat(metrics.failedCommits()).isZero();
    }

    @Test
    void theLastCommitWaitsForTheEndOfARebalance() {
        handled(ORDERS_0, 7);
        consumer.failNextSync(new RebalanceInProgressException("wait"));
        consumer.failNextSync(new RebalanceInProgressException("wait"));
        consumer.schedulePollTask(() -> consumer.rebalance(Set.of(ORDERS_0)));
        commits.commitLast();

        assertThat(consumer.polls()).hasSize(2);
        assertThat(consumer.polls().get(0).paused()).contains(ORDERS_0);
        assertThat(commits()).containsExactly("sync {orders-0=8}");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void theLastCommitDoesNotWaitForEverForTheEndOfARebalance() {
        handled(ORDERS_0, 7);
        for (int round = 0; round < 100; round++) {
            consumer.failNextSync(new RebalanceInProgressException("wait"));
        }
        commits.commitLast();

        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(4), Duration.ofMillis(4_100));
        assertThat(log.lines()).containsExactly(LAST_FAILED + "wait");
    }

    @Test
    void lostPartitionsAreNotCommitted() {
        handled(ORDERS_0, 7);
        handled(ORDERS_1, 3);
        assignment.remove(Set.of(ORDERS_1));
        commits.commitLast();

        assertThat(commits()).containsExactly("sync {orders-0=8}");
    }

    @Test
    void aCommitOfALostPartitionIsNotRepeated() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        assignment.remove(Set.of(ORDERS_0));
        consumer.answerHeld(new CommitFailedException("gone"));
        commits.commitLast();

        assertThat(commits()).containsExactly("async {orders-0=8}");
    }

    @Test
    void nothingIsCommittedIfNothingIsNew() {
        commits.commitLast();
        commits.commitBeforeRevocation();
        commitAfterASecond();

        assertThat(commits()).isEmpty();
    }
}
