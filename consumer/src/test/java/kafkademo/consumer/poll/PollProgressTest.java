package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kafkademo.common.Topic;
import kafkademo.common.log.Log;
import kafkademo.common.runtime.StopSignal;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The poll loop in simulated time, with a look at its progress every second. */
class PollProgressTest {
    /** The health check takes a service for ill after so many seconds. */
    private static final int LIMIT_SECONDS = 15;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimulatedTime time = new SimulatedTime();
    private final StopSignal stop = new StopSignal(time.latch());

    private final SimulatedConsumer consumer = new SimulatedConsumer(time);
    private final ConsumerMetrics metrics = new ConsumerMetrics(time::nanoTime);
    private final Map<MetricName, Metric> answers = new HashMap<>();
    private double heartbeats;
    private double fetches;
    private int secondsPerHeartbeat = 3;
    private int secondsPerFetch = Integer.MAX_VALUE;
    private boolean paused;
    private String blocked;
    private PollProgress progress;
    private int secondsWithout;
    private int longestWithout;

    PollProgressTest() {
        time.after(SECOND, this::look);
    }

    private void look() {
        time.after(SECOND, this::look);
        long second = time.elapsed().toSeconds();
        heartbeats += second % secondsPerHeartbeat == 0 ? 1 : 0;
        fetches += second % secondsPerFetch == 0 ? 1 : 0;
        answers.put(name("heartbeat-total"), metric("heartbeat-total", heartbeats));
        answers.put(name("fetch-total"), metric("fetch-total", fetches));
        secondsWithout = progress.sinceLastLook() ? 0 : secondsWithout + 1;
        longestWithout = Math.max(longestWithout, secondsWithout);
    }

    private static MetricName name(String name) {
        return new MetricName(name, "", "", Map.of());
    }

    private static Metric metric(String name, double value) {
        return new Metric() {
            @Override
            public MetricName metricName() {
                return name(name);
            }

            @Override
            public Object metricValue() {
                return value;
            }
        };
    }

    private void run(long delayMs, Duration duration) {
        time.after(duration, stop::request);
        PollLoop loop = new PollLoop(
                consumer,
                new OffsetReset(consumer, "earliest", new Log(new RecordingLog().logger()), () -> 0),
                new TooLarge(() -> null, new Log(new RecordingLog().logger())),
                this::handle,
                metrics,
                new Log(new RecordingLog().logger()),
                () -> delayMs,
                () -> true,
                () -> paused,
                () -> RecordHandler.SKIP,
                time::nanoTime,
                stop);
        progress = new PollProgress(() -> answers, metrics);
        loop.run(() -> false);
    }

    private String handle(ConsumerRecord<byte[], byte[]> record, boolean again) {
        if (record.topic().equals(blocked)) {
            return "it can't be handled";
        }
        metrics.topic(Topic.ORDERS).processed(1, 5);
        return null;
    }

    private void assignWithRecords(long records) {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(ORDERS_0));
            consumer.addRecords(ORDERS_0, 0, records);
            consumer.updateEndOffsets(Map.of(ORDERS_0, records));
        });
    }

    @Test
    void isMadeWithNothingToRead() {
        assignWithRecords(0);
        run(0, Duration.ofMinutes(3));

        assertThat(longestWithout).isLessThan(5);
    }

    /** A client that is made anew after memory ran out would look healthy for ever otherwise. */
    @Test
    void isNotMadeByWhatWasHandledBefore() {
        metrics.topic(Topic.ORDERS).processed(1, 5);

        assertThat(new PollProgress(() -> answers, metrics).sinceLastLook()).isFalse();
    }

    @Test
    void isMadeWithoutAPartition() {
        run(0, Duration.ofMinutes(3));

        assertThat(longestWithout).isLessThan(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 5_000, 60_000})
    void isMadeDuringSimulatedWork(long delayMs) {
        assignWithRecords(1_000);
        run(delayMs, Duration.ofMinutes(3));

        assertThat(longestWithout).isLessThan(5);
    }

    @Test
    void isMadeByAPausedServiceWithRecordsToRead() {
        assignWithRecords(1_000);
        paused = true;
        run(0, Duration.ofMinutes(3));

        assertThat(longestWithout).isLessThan(5);
    }

    @Test
    void isMadeByTheOtherPartitionsOfOneThatIsBlocked() {
        blocked = "orders";
        assignWithRecords(5);
        TopicPartition payments = new TopicPartition("payments", 0);
        consumer.updateBeginningOffsets(Map.of(payments, 0L));
        consumer.updateEndOffsets(Map.of(payments, 0L));
        consumer.schedulePollTask(() -> consumer.rebalance(Set.of(ORDERS_0, payments)));
        for (int second = 5; second < 180; second += 5) {
            long offset = second / 5 - 1;
            time.after(Duration.ofSeconds(second), () -> consumer.addRecords(payments, offset, offset + 1));
        }
        run(0, Duration.ofMinutes(3));

        assertThat(metrics.blockedPartitions()).isEqualTo(1);
        assertThat(longestWithout).isLessThan(LIMIT_SECONDS);
    }

    @Test
    void isNotMadeIfAllThatWaitsIsBlocked() {
        blocked = "orders";
        assignWithRecords(5);
        run(0, Duration.ofMinutes(3));

        assertThat(secondsWithout).isGreaterThan(LIMIT_SECONDS);
        assertThat(progress.secondsWithoutAnswer()).isLessThan(5);
    }

    @Test
    void isMadeDuringARebalanceThatSuspendsTheGroupsHeartbeats() {
        assignWithRecords(0);
        secondsPerHeartbeat = Integer.MAX_VALUE;
        secondsPerFetch = 1;
        run(0, Duration.ofMinutes(3));

        assertThat(longestWithout).isLessThan(5);
    }

    @Test
    void isNotMadeWhileThePollsReturnNothingAlthoughRecordsWait() {
        assignWithRecords(0);
        consumer.schedulePollTask(() -> consumer.updateEndOffsets(Map.of(ORDERS_0, 1_000L)));
        run(0, Duration.ofMinutes(3));

        assertThat(secondsWithout).isGreaterThan(LIMIT_SECONDS);
    }

    @Test
    void isNotMadeWithoutAnAnswerOfTheBroker() {
        assignWithRecords(0);
        secondsPerHeartbeat = Integer.MAX_VALUE;
        run(0, Duration.ofMinutes(3));

        assertThat(secondsWithout).isGreaterThan(LIMIT_SECONDS);
        assertThat(progress.secondsWithoutAnswer()).isGreaterThan(LIMIT_SECONDS);
    }

    @Test
    void isNotMadeByALoopThatIsStuck() {
        progress = new PollProgress(() -> answers, metrics);
        time.pass(Duration.ofMinutes(1));

        assertThat(secondsWithout).isGreaterThan(LIMIT_SECONDS);
        assertThat(progress.secondsWithoutAnswer()).isLessThan(5);
    }
}
