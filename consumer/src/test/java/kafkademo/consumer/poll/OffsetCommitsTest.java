package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_0;
import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffsetCommitsTest {
    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedConsumer consumer = new SimulatedConsumer(time);
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);
    private final RecordingLog log = new RecordingLog("INFO", "WARN");
    private final OffsetCommits commits =
            new OffsetCommits(consumer, metrics, log.logger(), time::nanoTime, committed::putAll);

    @BeforeEach
    void assignBoth() {
        consumer.subscribe(Set.of("orders"));
        consumer.rebalance(Set.of(ORDERS_0, ORDERS_1));
    }

    private void handled(TopicPartition partition, long offset) {
        commits.handled(Records.record(partition, offset));
    }

    private void commitAfterASecond() {
        time.pass(Duration.ofSeconds(1));
        commits.commitIfDue();
    }

    private List<String> commits() {
        return consumer.commits();
    }

    @Test
    void commitsOnceASecondWhatIsNew() {
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
    void whatFailedIsPartOfTheNextCommit() {
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
    void aFailureIsSaidOnceUntilACommitSucceeds() {
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
    void aFailedCommitDoesNotPushBackWhatGotFurtherSince() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        handled(ORDERS_0, 9);
        consumer.answerHeld(new TimeoutException("late"));
        commitAfterASecond();

        assertThat(commits()).containsExactly("async {orders-0=8}", "async {orders-0=10}");
    }

    @Test
    void aFailedCommitDoesNotComeAfterANewerOneThatIsUnderWay() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        handled(ORDERS_0, 9);
        commitAfterASecond();
        consumer.answerHeld(new TimeoutException("late"));
        consumer.answerHeld(null);
        commitAfterASecond();
        commits.commitLast();

        assertThat(commits()).containsExactly("async {orders-0=8}", "async {orders-0=10}");
    }

    @Test
    void ifTheNewerOneFailsTooItIsTriedAgain() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        handled(ORDERS_0, 9);
        commitAfterASecond();
        consumer.answerHeld(new TimeoutException("late"));
        consumer.answerHeld(new TimeoutException("late"));
        commits.commitLast();

        assertThat(commits()).endsWith("sync {orders-0=10}");
    }

    @Test
    void aFailedCommitOfAPartitionThatIsGoneIsForgotten() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        handled(ORDERS_1, 3);
        commitAfterASecond();
        consumer.rebalance(Set.of(ORDERS_1));
        consumer.answerHeld(new CommitFailedException("gone"));
        commits.commitLast();

        assertThat(commits()).endsWith("sync {orders-1=4}");
    }

    @Test
    void aFailedCommitOfAPartitionThatWentAndCameBackIsForgotten() {
        consumer.holdCommits();
        handled(ORDERS_0, 7);
        commitAfterASecond();
        commits.forgetLost(Set.of(ORDERS_0));
        consumer.answerHeld(new CommitFailedException("gone"));
        commits.commitLast();

        assertThat(commits()).containsExactly("async {orders-0=8}");
    }

    @Test
    void revokedPartitionsAreCommittedAtOnceAndTheOthersLater() {
        handled(ORDERS_0, 7);
        handled(ORDERS_1, 3);
        commits.commitRevoked(Set.of(ORDERS_1));
        assertThat(commits()).containsExactly("sync {orders-1=4}");

        commits.commitLast();
        assertThat(commits()).containsExactly("sync {orders-1=4}", "sync {orders-0=8}");
    }

    @Test
    void lostPartitionsAreNotCommitted() {
        handled(ORDERS_0, 7);
        handled(ORDERS_1, 3);
        commits.forgetLost(Set.of(ORDERS_1));
        commits.commitLast();

        assertThat(commits()).containsExactly("sync {orders-0=8}");
    }

    @Test
    void theLastCommitIsTriedAgainAfterAWakeUpButOnlyOnce() {
        handled(ORDERS_0, 7);
        consumer.failNextSync(new WakeupException());
        commits.commitLast();
        assertThat(commits()).containsExactly("sync {orders-0=8}");

        handled(ORDERS_0, 8);
        consumer.failNextSync(new WakeupException());
        consumer.failNextSync(new TimeoutException("broker is away"));
        commits.commitLast();
        assertThat(commits()).hasSize(1);
        assertThat(metrics.failedCommits()).isEqualTo(1);
    }

    @Test
    void nothingHandledMeansNoCommit() {
        commits.commitLast();
        commits.commitRevoked(Set.of(ORDERS_0));
        commitAfterASecond();

        assertThat(commits()).isEmpty();
    }
}
