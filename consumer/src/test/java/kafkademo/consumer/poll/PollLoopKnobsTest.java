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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A delay and a pause that change while the loop runs. */
class PollLoopKnobsTest {
    private record Handled(String record, Duration at) {}

    private final SimulatedTime time = new SimulatedTime();
    private final StopSignal stop = new StopSignal(time.latch());
    private final SimulatedConsumer consumer = new SimulatedConsumer(time);
    private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);
    private final RecordingLog log = new RecordingLog("INFO", "WARN");
    private final List<Handled> handled = new ArrayList<>();
    private long delayMs;
    private boolean pollWhileProcessing = true;
    private boolean paused;
    private Runnable onHandled = () -> {};

    private void run(long seconds) {
        time.after(Duration.ofSeconds(seconds), stop::request);
        new PollLoop(
                        consumer,
                        new OffsetReset(consumer, "earliest", new Log(log.logger()), () -> 0),
                        new TooLarge(() -> null, new Log(log.logger())),
                        this::handle,
                        metrics,
                        new Log(log.logger()),
                        () -> delayMs,
                        () -> pollWhileProcessing,
                        () -> paused,
                        () -> RecordHandler.SKIP,
                        time::nanoTime,
                        stop)
                .run(() -> false);
    }

    private String handle(ConsumerRecord<byte[], byte[]> record, boolean again) {
        handled.add(new Handled(record.topic() + "-" + record.partition() + "@" + record.offset(), time.elapsed()));
        onHandled.run();
        return null;
    }

    private List<String> records() {
        return handled.stream().map(Handled::record).toList();
    }

    private void assignWithRecords(long records) {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(ORDERS_0));
            consumer.addRecords(ORDERS_0, 0, records);
        });
    }

    private void atPoll(int number, Runnable task) {
        while (pollsPlanned < number) {
            consumer.schedulePollTask(() -> {});
            pollsPlanned++;
        }
        consumer.schedulePollTask(task);
        pollsPlanned++;
    }

    /** The poll that assigns. */
    private int pollsPlanned = 1;

    @Test
    void aPauseBeginsBetweenTwoRecordsAndThePollsGoOnWithoutFetching() {
        assignWithRecords(5);
        onHandled = () -> {
            if (handled.size() == 2) {
                paused = true;
            }
        };
        run(60);

        assertThat(records()).containsExactly("orders-0@0", "orders-0@1");
        assertThat(consumer.commits()).containsExactly("async {orders-0=2}");
        assertThat(consumer.polls()).hasSizeBetween(60, 62);
        assertThat(consumer.polls().subList(1, consumer.polls().size()))
                .allSatisfy(poll -> assertThat(poll.paused()).containsExactly(ORDERS_0));
    }

    @Test
    void aPauseEndsWithinASecondAndNothingIsMissedOrRepeated() {
        assignWithRecords(5);
        onHandled = () -> {
            if (handled.size() == 2) {
                paused = true;
            }
        };
        atPoll(10, () -> {
            consumer.addRecords(ORDERS_0, 5, 7);
            paused = false;
        });
        run(30);

        assertThat(records())
                .containsExactly(
                        "orders-0@0",
                        "orders-0@1",
                        "orders-0@2",
                        "orders-0@3",
                        "orders-0@4",
                        "orders-0@5",
                        "orders-0@6");
        assertThat(handled.get(2).at().minus(handled.get(1).at()))
                .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
        assertThat(handled.get(6).at().minus(handled.get(2).at())).isZero();
        assertThat(consumer.commits()).endsWith("async {orders-0=7}");
        assertThat(consumer.polls().get(consumer.polls().size() - 1).paused()).isEmpty();
    }

    private List<Duration> timesBetweenPolls() {
        List<Duration> times = new ArrayList<>();
        for (int poll = 1; poll < consumer.polls().size(); poll++) {
            times.add(consumer.polls()
                    .get(poll)
                    .began()
                    .minus(consumer.polls().get(poll - 1).ended()));
        }
        return times;
    }

    @Test
    void aConsumerThatMayNotPollWhileItWorksPollsOnceAllIsHandled() {
        pollWhileProcessing = false;
        delayMs = 30_000;
        assignWithRecords(4);
        run(130);

        assertThat(timesBetweenPolls()).startsWith(Duration.ofSeconds(120));
        assertThat(handled)
                .extracting(Handled::at)
                .containsExactly(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(120));
        assertThat(consumer.commits()).containsExactly("async {orders-0=4}");
    }

    @Test
    void aConsumerThatMayPollAgainDoesWithinASecond() {
        pollWhileProcessing = false;
        delayMs = 30_000;
        assignWithRecords(4);
        time.after(Duration.ofMillis(45_500), () -> pollWhileProcessing = true);
        run(60);

        assertThat(timesBetweenPolls().get(0)).isBetween(Duration.ofMillis(45_500), Duration.ofMillis(46_500));
        assertThat(timesBetweenPolls()).hasSizeGreaterThan(5);
        assertThat(timesBetweenPolls().subList(1, 5))
                .allSatisfy(time -> assertThat(time).isLessThanOrEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void aStopEndsWorkDuringWhichThereAreNoPolls() {
        pollWhileProcessing = false;
        delayMs = 30_000;
        assignWithRecords(4);
        run(5);

        assertThat(handled).isEmpty();
        assertThat(time.elapsed()).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void anIdleConsumerFetchesNothingDuringAPause() {
        assignWithRecords(0);
        atPoll(2, () -> paused = true);
        atPoll(3, () -> consumer.addRecords(ORDERS_0, 0, 2));
        atPoll(9, () -> paused = false);
        run(30);

        assertThat(consumer.polls().subList(3, 9))
                .allSatisfy(poll -> assertThat(poll.paused()).containsExactly(ORDERS_0));
        assertThat(records()).containsExactly("orders-0@0", "orders-0@1");
        assertThat(handled.get(0).at()).isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void aConsumerCanStartPaused() {
        paused = true;
        assignWithRecords(3);
        atPoll(5, () -> paused = false);
        run(30);

        assertThat(records()).containsExactly("orders-0@0", "orders-0@1", "orders-0@2");
        assertThat(handled.get(0).at()).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
        assertThat(consumer.polls().get(0).paused()).containsExactly(ORDERS_0);
    }

    @Test
    void aRebalanceDuringAPausePausesNewPartitionsAndDropsRecordsOfRevokedOnes() {
        assignWithRecords(5);
        onHandled = () -> paused = true;
        atPoll(3, () -> {
            consumer.rebalance(Set.of(ORDERS_1));
            consumer.addRecords(ORDERS_1, 0, 2);
        });
        atPoll(6, () -> {
            onHandled = () -> {};
            paused = false;
        });
        run(30);

        assertThat(records()).containsExactly("orders-0@0", "orders-1@0", "orders-1@1");
        assertThat(handled.get(1).at()).isGreaterThan(Duration.ofSeconds(4));
        assertThat(consumer.polls().get(3).paused()).containsExactly(ORDERS_1);
    }

    @Test
    void aPauseLetsTheRecordInWorkFinish() {
        delayMs = 2_500;
        assignWithRecords(3);
        atPoll(1, () -> paused = true);
        run(30);

        assertThat(handled).containsExactly(new Handled("orders-0@0", Duration.ofMillis(2_500)));
    }

    @Test
    void aStopDuringAPauseCommitsWhatWasHandled() {
        assignWithRecords(5);
        onHandled = () -> {
            paused = true;
            stop.request();
        };
        run(30);

        assertThat(consumer.commits()).containsExactly("sync {orders-0=1}");
    }

    @Test
    void aNewDelayAppliesFromTheNextRecord() {
        assignWithRecords(4);
        onHandled = () -> {
            if (handled.size() == 2) {
                delayMs = 300;
            }
        };
        run(10);

        assertThat(handled)
                .extracting(Handled::at)
                .containsExactly(Duration.ZERO, Duration.ZERO, Duration.ofMillis(300), Duration.ofMillis(600));
    }

    @Test
    void aShorterDelayShortensTheWorkUnderWay() {
        delayMs = 60_000;
        assignWithRecords(3);
        atPoll(5, () -> delayMs = 100);
        run(30);

        assertThat(handled.get(0).at()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(12));
        assertThat(handled.get(2).at().minus(handled.get(0).at())).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void settingTheDelayToZeroEndsTheWorkUnderWay() {
        delayMs = 60_000;
        assignWithRecords(3);
        atPoll(5, () -> delayMs = 0);
        run(30);

        assertThat(records()).containsExactly("orders-0@0", "orders-0@1", "orders-0@2");
    }
}
