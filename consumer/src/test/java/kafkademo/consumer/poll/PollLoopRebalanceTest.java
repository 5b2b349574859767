package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_0;
import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kafkademo.common.log.Log;
import kafkademo.common.runtime.StopSignal;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

/** Partitions that are assigned and revoked while the loop has records in hand. */
class PollLoopRebalanceTest {
    private final SimulatedTime time = new SimulatedTime();
    private final StopSignal stop = new StopSignal(time.latch());
    private final SimulatedConsumer consumer = new SimulatedConsumer(time);
    private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);
    private final RecordingLog log = new RecordingLog("INFO", "WARN");
    private final List<String> handled = new ArrayList<>();

    private void run(long delayMs, long stopAtSeconds) {
        time.after(Duration.ofSeconds(stopAtSeconds), stop::request);
        new PollLoop(
                        consumer,
                        new OffsetReset(consumer, "earliest", new Log(log.logger()), () -> 0),
                        new TooLarge(() -> null, new Log(log.logger())),
                        (record, again) -> {
                            handled.add(record.topic() + "-" + record.partition() + "@" + record.offset());
                            return null;
                        },
                        metrics,
                        new Log(log.logger()),
                        () -> delayMs,
                        () -> true,
                        () -> false,
                        () -> RecordHandler.SKIP,
                        time::nanoTime,
                        stop)
                .run(() -> false);
    }

    /** Two partitions are assigned and have five records each. */
    private void assignBoth() {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(ORDERS_0, ORDERS_1));
            consumer.addRecords(ORDERS_0, 0, 5);
            consumer.addRecords(ORDERS_1, 0, 5);
        });
    }

    private List<String> ofPartition(TopicPartition partition) {
        return handled.stream()
                .filter(record -> record.startsWith(partition + "@"))
                .toList();
    }

    @Test
    void aRevocationCommitsHandledRecordsAndDropsTheRest() {
        assignBoth();
        List<TopicPartition> kept = new ArrayList<>();
        consumer.schedulePollTask(() -> {
            // After a second of work: two records are handled, the third is in work.
            kept.add(ofPartition(ORDERS_0).isEmpty() ? ORDERS_0 : ORDERS_1);
            consumer.rebalance(kept);
        });

        run(400, 60);

        TopicPartition revoked = kept.contains(ORDERS_0) ? ORDERS_1 : ORDERS_0;
        assertThat(ofPartition(revoked)).containsExactly(revoked + "@0", revoked + "@1");
        assertThat(ofPartition(kept.get(0))).hasSize(5);
        assertThat(consumer.groupOffset(revoked)).isEqualTo(2);
        assertThat(consumer.groupOffset(kept.get(0))).isEqualTo(5);
    }

    @Test
    void aRevocationAbandonsTheRecordInWork() {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(ORDERS_0));
            consumer.addRecords(ORDERS_0, 0, 3);
        });
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> consumer.rebalance(Set.of()));

        run(10_000, 60);

        assertThat(handled).isEmpty();
        assertThat(consumer.groupOffset(ORDERS_0)).isZero();
    }

    @Test
    void recordsHandledBeforeARevocationAreCommittedInIt() {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(ORDERS_0));
            consumer.addRecords(ORDERS_0, 0, 3);
        });
        consumer.schedulePollTask(() -> consumer.rebalance(Set.of()));

        run(700, 60);

        assertThat(handled).containsExactly("orders-0@0");
        assertThat(consumer.commits()).containsExactly("sync {orders-0=1}");
    }

    @Test
    void lostPartitionsAreNotCommittedAndTheirRecordsAreDropped() {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(ORDERS_0));
            consumer.addRecords(ORDERS_0, 0, 3);
        });
        consumer.schedulePollTask(() -> consumer.losePartitions(Set.of(ORDERS_0)));

        run(700, 60);

        assertThat(handled).containsExactly("orders-0@0");
        assertThat(consumer.commits()).isEmpty();
        assertThat(log.lines()).endsWith("INFO partitions lost partitions=orders-0");
    }

    @Test
    void partitionsAssignedDuringWorkArePausedUntilItEnds() {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(ORDERS_0));
            consumer.addRecords(ORDERS_0, 0, 1);
        });
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(ORDERS_0, ORDERS_1));
            consumer.addRecords(ORDERS_1, 0, 2);
        });

        run(5_000, 60);

        assertThat(consumer.polls().get(1).paused()).containsExactlyInAnyOrder(ORDERS_0, ORDERS_1);
        assertThat(handled).containsExactly("orders-0@0", "orders-1@0", "orders-1@1");
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.commits()).endsWith("async {orders-1=2}");
    }

    @Test
    void partitionsAssignedWhileNothingIsInWorkAreNotPaused() {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(ORDERS_0));
            consumer.addRecords(ORDERS_0, 0, 1);
        });
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(ORDERS_0, ORDERS_1));
            consumer.addRecords(ORDERS_1, 0, 1);
        });

        run(100, 60);

        assertThat(consumer.polls().get(1).paused()).isEmpty();
        assertThat(handled).containsExactly("orders-0@0", "orders-1@0");
    }

    @Test
    void aCommitThatFailsInARevocationIsCountedAndLoggedAndTheLoopContinues() {
        assignBoth();
        consumer.failNextSync(new RebalanceInProgressException("later"));
        consumer.schedulePollTask(() -> consumer.rebalance(Set.of()));
        consumer.schedulePollTask(() -> consumer.rebalance(Set.of(ORDERS_1)));

        run(400, 10);

        assertThat(metrics.failedCommits()).isEqualTo(1);
        assertThat(log.lines())
                .contains(
                        "WARN offset commit failed: records handled since the last commit will be handled again cause=later");
        assertThat(metrics.assignedPartitions()).isEqualTo(1);
    }
}
