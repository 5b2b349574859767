package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_0;
import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kafkademo.common.log.Log;
import kafkademo.common.runtime.StopSignal;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class PollLoopTest {
    private final SimulatedTime time = new SimulatedTime();
    private final StopSignal stop = new StopSignal(time.latch());
    private final SimulatedConsumer consumer = new SimulatedConsumer(time);
    private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);
    private final RecordingLog log = new RecordingLog("INFO", "WARN");
    private final List<String> handled = new ArrayList<>();
    private Runnable onHandled = () -> {};

    private PollLoop loop(long delayMs) {
        return loop(delayMs, "earliest");
    }

    private PollLoop loop(long delayMs, String offsetReset) {
        return new PollLoop(
                consumer,
                new OffsetReset(consumer, offsetReset, new Log(log.logger()), () -> 0),
                new TooLarge(() -> null, new Log(log.logger())),
                this::handle,
                metrics,
                new Log(log.logger()),
                () -> delayMs,
                () -> true,
                () -> false,
                () -> RecordHandler.SKIP,
                time::nanoTime,
                stop);
    }

    private String handle(ConsumerRecord<byte[], byte[]> record, boolean again) {
        handled.add(record.topic() + "-" + record.partition() + "@" + record.offset());
        onHandled.run();
        return null;
    }

    /** Does this in the next poll for which nothing is planned yet. */
    private void atNextPoll(Runnable task) {
        consumer.schedulePollTask(task);
    }

    private void assignWithRecords(TopicPartition partition, long records) {
        atNextPoll(() -> {
            consumer.rebalance(Set.of(partition));
            consumer.addRecords(partition, 0, records);
        });
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void everyRecordIsHandledOnceInOrderAndCommitted() {
        assignWithRecords(ORDERS_0, 3);
        atNextPoll(() -> consumer.addRecords(ORDERS_0, 3, 5));
        time.after(seconds(5), stop::request);

        loop(0).run(() -> false);

        assertThat(handled).containsExactly("orders-0@0", "orders-0@1", "orders-0@2", "orders-0@3", "orders-0@4");
        assertThat(consumer.commits()).containsExactly("async {orders-0=5}");
        assertThat(consumer.subscription())
                .containsExactlyInAnyOrder("orders", "payments", "inventory_updates", "user_activity");
    }

    @Test
    void anIdleConsumerCommitsOnlyWhereItStarts() {
        atNextPoll(() -> consumer.rebalance(Set.of(ORDERS_0)));
        time.after(seconds(30), stop::request);

        loop(0).run(() -> false);

        assertThat(consumer.commits()).containsExactly("async {orders-0=0}");
        assertThat(consumer.polls()).hasSizeGreaterThan(25);
    }

    @Test
    void aStopBetweenTwoRecordsLeavesTheRestUnhandledAndUncommitted() {
        assignWithRecords(ORDERS_0, 10);
        onHandled = () -> {
            if (handled.size() == 4) {
                stop.request();
            }
        };

        loop(0).run(() -> false);

        assertThat(handled).hasSize(4);
        assertThat(consumer.commits()).containsExactly("sync {orders-0=4}");
    }

    @Test
    void aRecordWhoseWorkIsInterruptedIsNeitherHandledNorCommitted() {
        assignWithRecords(ORDERS_0, 3);
        time.after(Duration.ofMillis(1_500), stop::request);

        loop(700).run(() -> false);

        assertThat(handled).containsExactly("orders-0@0", "orders-0@1");
        assertThat(consumer.commits()).endsWith("sync {orders-0=2}");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void aStopInTheFirstRecordsWorkLeavesThatRecordUncommitted() {
        assignWithRecords(ORDERS_0, 3);
        time.after(seconds(30), stop::request);

        loop(60_000).run(() -> false);

        assertThat(handled).isEmpty();
        assertThat(consumer.commits()).containsExactly("async {orders-0=0}");
    }

    @Test
    void aWakeUpWithoutAStopIsRethrown() {
        assignWithRecords(ORDERS_0, 2);
        atNextPoll(consumer::wakeup);

        assertThatThrownBy(() -> loop(0).run(() -> false)).isInstanceOf(WakeupException.class);
        assertThat(handled).hasSize(2);
    }

    @Test
    void aStopDuringAPollEndsItAndCommits() {
        assignWithRecords(ORDERS_0, 2);
        atNextPoll(stop::request);

        loop(0).run(() -> false);

        assertThat(handled).hasSize(2);
        assertThat(consumer.commits()).containsExactly("sync {orders-0=2}");
    }

    @Test
    void aStopBeforeTheStartPreventsAnyPoll() {
        stop.request();
        loop(0).run(() -> false);

        assertThat(consumer.polls()).isEmpty();
    }

    @Test
    void theLastCommitSurvivesALateWakeUp() {
        assignWithRecords(ORDERS_0, 2);
        onHandled = stop::request;
        consumer.failNextSync(new WakeupException());

        loop(0).run(() -> false);

        assertThat(consumer.commits()).containsExactly("sync {orders-0=1}");
        assertThat(metrics.failedCommits()).isZero();
    }

    @Test
    void aFatalErrorOfAPollEndsTheLoop() {
        atNextPoll(() -> consumer.setPollException(new KafkaException("broken")));

        assertThatThrownBy(() -> loop(0).run(() -> false)).hasMessage("broken");
    }

    @Test
    void aMissingRightIsNamedAndTriedAgainAfterAPauseThatIsNoProgress() {
        atNextPoll(() -> consumer.setPollException(GroupAuthorizationException.forGroupId("demo")));
        time.after(seconds(4), () -> {
            assertThat(metrics.polls()).isZero();
            assertThat(log.lines())
                    .containsExactly("WARN waiting for the broker operation=Read"
                            + " cause=\"Not authorized to access group: demo\" next_try_s=5");
        });
        time.after(seconds(7), stop::request);

        loop(0).run(() -> false);

        assertThat(metrics.polls()).isPositive();
    }

    @Test
    void aStopAfterTheLoopDoesNotWakeTheConsumer() {
        time.after(seconds(1), stop::request);
        loop(0).run(() -> false);
        consumer.subscribe(Set.of("orders"));
        assertThatThrownBy(() -> consumer.poll(Duration.ZERO))
                .isInstanceOf(WakeupException.class); // left over from the stop
        stop.request();

        assertThat(consumer.poll(Duration.ZERO)).isEmpty();
    }

    @Test
    void pollsEverySecondOrTwoWithAllPartitionsPausedDuringADelayOfAMinute() {
        assignWithRecords(ORDERS_0, 2);
        time.after(seconds(125), stop::request);

        loop(60_000).run(() -> false);

        assertThat(handled).containsExactly("orders-0@0", "orders-0@1");
        List<SimulatedConsumer.Poll> polls = consumer.polls();
        for (int at = 1; at < polls.size(); at++) {
            assertThat(polls.get(at).began().minus(polls.get(at - 1).ended()))
                    .as("between polls %d and %d", at - 1, at)
                    .isLessThanOrEqualTo(seconds(1));
            if (polls.get(at).ended().compareTo(seconds(120)) < 0) {
                assertThat(polls.get(at).paused()).containsExactly(ORDERS_0);
            }
        }
        assertThat(metrics.polls()).isGreaterThan(60);
        assertThat(polls.get(polls.size() - 1).paused()).isEmpty();
        assertThat(consumer.commits())
                .containsExactly("async {orders-0=0}", "async {orders-0=1}", "async {orders-0=2}");
    }

    @Test
    void eachRecordTakesExactlyItsDelay() {
        assignWithRecords(ORDERS_0, 100);
        onHandled = () -> {
            if (handled.size() == 100) {
                stop.request();
            }
        };

        loop(37).run(() -> false);

        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(3_700));
    }

    @Test
    void assignmentsAreCountedAndLogged() {
        atNextPoll(() -> consumer.rebalance(Set.of(ORDERS_0, ORDERS_1)));
        atNextPoll(() -> consumer.rebalance(Set.of(ORDERS_1)));
        time.after(seconds(5), stop::request);

        loop(0).run(() -> false);

        assertThat(metrics.assignedPartitions()).isEqualTo(1);
        assertThat(metrics.rebalances()).isEqualTo(2);
        assertThat(log.lines())
                .containsExactly(
                        "INFO partitions assigned partitions=orders-0,orders-1",
                        "INFO partitions revoked partitions=orders-0");
    }

    @Test
    void anOffsetOutOfRangeIsResetAndItsNewPositionCommitted() {
        atNextPoll(() -> consumer.rebalance(Set.of(ORDERS_0)));
        atNextPoll(() -> {
            consumer.updateBeginningOffsets(Map.of(ORDERS_0, 7L));
            consumer.setPollException(new OffsetOutOfRangeException(Map.of(ORDERS_0, 3L)));
        });
        atNextPoll(() -> consumer.addRecords(ORDERS_0, 7, 9));
        time.after(seconds(5), stop::request);

        loop(0).run(() -> false);

        assertThat(handled).containsExactly("orders-0@7", "orders-0@8");
        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(9);
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("WARN"))
                .singleElement()
                .asString()
                .contains("offset out of range topic=orders partition=0 old_offset=3 new_offset=7");
    }

    @Test
    void anOffsetOutOfRangeWaitsUntilTheRecordsInHandAreHandled() {
        assignWithRecords(ORDERS_0, 2);
        atNextPoll(() -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(ORDERS_0, 2L))));
        time.after(seconds(5), stop::request);

        loop(1_500).run(() -> false);

        assertThat(handled).containsExactly("orders-0@0", "orders-0@1");
        assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(2);
    }

    @Test
    void anInvalidOffsetEndsTheLoopIfThePolicyIsNone() {
        atNextPoll(() -> consumer.rebalance(Set.of(ORDERS_0)));
        atNextPoll(() -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(ORDERS_0, 3L))));

        assertThatThrownBy(() -> loop(0, "none").run(() -> false)).isInstanceOf(OffsetOutOfRangeException.class);
    }

    @Test
    void commitsWhatWasHandledWhenMemoryRunsOut() {
        assignWithRecords(ORDERS_0, 3);
        atNextPoll(() -> {
            throw new OutOfMemoryError("Java heap space");
        });

        assertThatThrownBy(() -> loop(0).run(() -> false)).isInstanceOf(OutOfMemoryError.class);

        assertThat(handled).hasSize(3);
        assertThat(consumer.committed(Set.of(ORDERS_0)).get(ORDERS_0).offset()).isEqualTo(3);
    }
}
