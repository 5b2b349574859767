package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_0;
import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;
import kafkademo.common.Topic;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.runtime.StopSignal;
import kafkademo.consumer.decode.Decoder;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** The loop with the real handler, in simulated time, and records that can't be handled. */
class PollLoopBlockTest {
    private record Handled(String record, Duration at) {}

    private final SimulatedTime time = new SimulatedTime();
    private final StopSignal stop = new StopSignal(time.latch());
    private final SimulatedConsumer consumer = new SimulatedConsumer(time);
    private final ConsumerMetrics metrics = new ConsumerMetrics(time::nanoTime);
    private final RecordingLog log = new RecordingLog("INFO", "WARN", "ERROR");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final List<Handled> handled = new ArrayList<>();
    private final List<Handled> refused = new ArrayList<>();
    private String policy = RecordHandler.BLOCK;
    private String brokersObstacle;
    private boolean paused;
    private long delayMs;

    private void run(long seconds) {
        time.after(Duration.ofSeconds(seconds), stop::request);
        LineBudget lines = new LineBudget(() -> 1_000, time::nanoTime);
        DeadLetters letters = new DeadLetters(() -> producer, topic -> brokersObstacle, InstantSource.system());
        RecordHandler handler = new RecordHandler(
                new Decoder(), metrics, new Log(log.logger()), lines, lines, () -> 0, () -> policy, letters);
        new PollLoop(
                        consumer,
                        new OffsetReset(consumer, "earliest", new Log(log.logger()), () -> 0),
                        new TooLarge(() -> null, new Log(log.logger())),
                        (record, again) -> watched(record, handler.handle(record, again)),
                        metrics,
                        new Log(log.logger()),
                        () -> delayMs,
                        () -> true,
                        () -> paused,
                        () -> policy,
                        time::nanoTime,
                        stop)
                .run(() -> false);
    }

    private String watched(ConsumerRecord<byte[], byte[]> record, String obstacle) {
        String name = record.topic() + "-" + record.partition() + "@" + record.offset();
        (obstacle == null ? handled : refused).add(new Handled(name, time.elapsed()));
        return obstacle;
    }

    /** Assigns two partitions with five records each, of which the third of the first partition does not decode. */
    private void assignBoth() {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(ORDERS_0, ORDERS_1));
            consumer.addRecords(ORDERS_0, 0, 2);
            consumer.add(Records.record("orders", 0, 2, Records.bytes("key"), Records.bytes("{")));
            consumer.addRecords(ORDERS_0, 3, 5);
            consumer.addRecords(ORDERS_1, 0, 5);
        });
    }

    private List<String> handledOf(TopicPartition partition) {
        return handled.stream()
                .map(Handled::record)
                .filter(record -> record.startsWith(partition + "@"))
                .toList();
    }

    private List<String> lines(String start) {
        return log.lines().stream().filter(line -> line.startsWith(start)).toList();
    }

    private void assertAllOfTheFirstPartitionAreHandledOnceInOrder() {
        assertThat(handledOf(ORDERS_0))
                .containsExactly("orders-0@0", "orders-0@1", "orders-0@2", "orders-0@3", "orders-0@4");
        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(5);
        assertThat(metrics.topic(Topic.ORDERS).processed()).isEqualTo(9);
        assertThat(metrics.decodeErrors()).isEqualTo(1);
        assertThat(metrics.blockedPartitions()).isZero();
        assertThat(lines("ERROR")).hasSize(1);
    }

    /** The alert about a blocked partition rests on this. */
    @Test
    void theBlockedTimeGrowsOverAllTriesUntilThePartitionGoesOn() {
        List<Double> seconds = new ArrayList<>();
        assignBoth();
        time.after(Duration.ofSeconds(25), () -> seconds.add(blockedSeconds(0)));
        time.after(Duration.ofSeconds(50), () -> seconds.add(blockedSeconds(0)));
        time.after(Duration.ofSeconds(50), () -> seconds.add(blockedSeconds(1)));
        time.after(Duration.ofSeconds(51), () -> policy = RecordHandler.SKIP);
        time.after(Duration.ofSeconds(55), () -> seconds.add(blockedSeconds(0)));
        run(60);

        assertThat(seconds)
                .usingElementComparator(Comparator.comparingLong(Math::round))
                .containsExactly(25.0, 50.0, 0.0, 0.0);
    }

    private static double blockedSeconds(int partition) {
        try {
            ObjectName name = new ObjectName("kafkademo:type=consumer-partition,topic=orders,partition=" + partition);
            return (double) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "BlockedSeconds");
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRecordThatDoesNotDecodeStopsItsPartitionAndNoOther() {
        assignBoth();
        time.after(Duration.ofSeconds(20), () -> consumer.addRecords(ORDERS_1, 5, 7));
        run(60);

        assertThat(handledOf(ORDERS_0)).containsExactly("orders-0@0", "orders-0@1");
        assertThat(handledOf(ORDERS_1)).hasSize(7);
        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(2);
        assertThat(consumer.groupOffset(ORDERS_1)).isEqualTo(7);
        assertThat(metrics.blockedPartitions()).isEqualTo(1);
    }

    @Test
    void thePausesDoubleUpToThirtySecondsAndTheErrorIsCountedAndLoggedOnce() {
        assignBoth();
        run(100);

        assertThat(refused)
                .extracting(Handled::record, attempt -> attempt.at().toSeconds())
                .containsExactly(
                        at(0), at(1), at(3), at(7), at(15), at(31), at(61), at(91)); // 1 + 2 + 4 + 8 + 16 + 30 + 30
        assertThat(metrics.decodeErrors()).isEqualTo(1);
        assertThat(lines("ERROR"))
                .singleElement()
                .asString()
                .contains(" topic=orders partition=0 offset=2 ")
                .endsWith(" action=block");
        assertThat(lines("WARN"))
                .startsWith("WARN blocked topic=orders partition=0 offset=2 attempt=1 next_try_s=1 cause=\"Unexpected"
                        + " end-of-input: expected close marker for Object\"")
                .hasSize(8);
        assertThat(lines("WARN").get(7)).contains(" attempt=8 next_try_s=30 ");
    }

    private static Tuple at(long second) {
        return tuple("orders-0@2", second);
    }

    @Test
    void anotherPolicyReleasesTheRecordWithinASecond() {
        assignBoth();
        time.after(Duration.ofSeconds(40), () -> policy = RecordHandler.SKIP);
        run(60);

        assertAllOfTheFirstPartitionAreHandledOnceInOrder();
        assertThat(handled.get(handled.size() - 1).at()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(41));
        assertThat(log.lines()).contains("INFO unblocked topic=orders partition=0 offset=2");
    }

    @Test
    void recordsThatArriveMeanwhileFollowInOrder() {
        assignBoth();
        time.after(Duration.ofSeconds(10), () -> consumer.addRecords(ORDERS_0, 5, 8));
        time.after(Duration.ofSeconds(40), () -> policy = RecordHandler.SKIP);
        run(60);

        assertThat(handledOf(ORDERS_0))
                .endsWith("orders-0@2", "orders-0@3", "orders-0@4", "orders-0@5", "orders-0@6", "orders-0@7")
                .hasSize(8);
        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(8);
    }

    @Test
    void aBlockedRecordCanBecomeADeadLetter() {
        assignBoth();
        time.after(Duration.ofSeconds(40), () -> policy = RecordHandler.DEAD_LETTER);
        run(60);

        assertAllOfTheFirstPartitionAreHandledOnceInOrder();
        assertThat(producer.history())
                .singleElement()
                .satisfies(letter -> assertThat(letter.topic()).isEqualTo("orders.dead-letter"));
        assertThat(metrics.deadLetters()).isEqualTo(1);
    }

    @Test
    void aDeadLetterThatCantBeSentBlocksUntilItCan() {
        policy = RecordHandler.DEAD_LETTER;
        brokersObstacle = "connection refused";
        assignBoth();
        time.after(Duration.ofSeconds(5), () -> brokersObstacle = null);
        run(60);

        assertAllOfTheFirstPartitionAreHandledOnceInOrder();
        assertThat(refused).extracting(attempt -> attempt.at().toSeconds()).containsExactly(0L, 1L, 3L);
        assertThat(producer.history()).hasSize(1);
        assertThat(lines("ERROR")).singleElement().asString().endsWith(" action=dead-letter");
        assertThat(lines("WARN")).hasSize(3).allMatch(line -> line.endsWith(" cause=\"connection refused\""));
    }

    @Test
    void aRevocationForgetsTheBlockedRecordAndLeavesItToTheNextOwner() {
        assignBoth();
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> consumer.rebalance(Set.of(ORDERS_1)));
        run(10);

        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(2);
        assertThat(metrics.blockedPartitions()).isZero();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void aStopWhileARecordIsBlockedLeavesItUncommitted() {
        assignBoth();
        run(5);

        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(2);
        assertThat(consumer.groupOffset(ORDERS_1)).isEqualTo(5);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aBlockedRecordThatIsRemovedFromTheLogLetsThePartitionGoOn() {
        assignBoth();
        consumer.schedulePollTask(() -> {
            consumer.updateBeginningOffsets(Map.of(ORDERS_0, 4L));
            consumer.setPollException(new OffsetOutOfRangeException(Map.of(ORDERS_0, 2L)));
        });
        run(20);

        assertThat(handledOf(ORDERS_0)).containsExactly("orders-0@0", "orders-0@1", "orders-0@4");
        assertThat(metrics.blockedPartitions()).isZero();
        assertThat(lines("WARN offset out of range")).hasSize(1);
        assertThat(consumer.groupOffset(ORDERS_0)).isEqualTo(5);
    }

    @Test
    void theRecordAfterABlockedOneThatCompactionRemovedIsTriedForTheFirstTime() {
        for (long offset : List.of(2L, 3L)) {
            AssignedPartition partition = new AssignedPartition("group", time::nanoTime);
            partition.polled(List.of(Records.record(ORDERS_0, 2)), null);
            partition.first();
            partition.block(RecordHandler.BLOCK);
            partition.polled(List.of(Records.record(ORDERS_0, offset)), null);

            assertThat(partition.attempts()).isEqualTo(offset == 2 ? 1 : 0);
        }
    }

    @Test
    void aPausedServiceDoesNotTryAgain() {
        assignBoth();
        time.after(Duration.ofMillis(500), () -> paused = true);
        time.after(Duration.ofSeconds(30), () -> {
            policy = RecordHandler.SKIP;
            paused = false;
        });
        run(60);

        assertThat(refused).hasSize(1);
        assertAllOfTheFirstPartitionAreHandledOnceInOrder();
    }

    @Test
    void aRecordIsTriedWithItsSimulatedWorkWhileTheOthersWait() {
        delayMs = 700;
        assignBoth();
        time.after(Duration.ofSeconds(20), () -> policy = RecordHandler.SKIP);
        run(60);

        assertAllOfTheFirstPartitionAreHandledOnceInOrder();
        assertThat(handledOf(ORDERS_1)).hasSize(5);
    }

    @Test
    void severalPartitionsAreBlockedAndReleasedEachOnItsOwn() {
        assignBoth();
        time.after(
                Duration.ofSeconds(10),
                () -> consumer.add(Records.record("orders", 1, 5, null, Records.bytes("not JSON"))));
        time.after(
                Duration.ofSeconds(14),
                () -> assertThat(metrics.blockedPartitions()).isEqualTo(2));
        time.after(Duration.ofSeconds(40), () -> policy = RecordHandler.SKIP);
        run(60);

        assertThat(handledOf(ORDERS_0)).hasSize(5);
        assertThat(handledOf(ORDERS_1)).hasSize(6);
        assertThat(metrics.decodeErrors()).isEqualTo(2);
        assertThat(metrics.blockedPartitions()).isZero();
    }
}
