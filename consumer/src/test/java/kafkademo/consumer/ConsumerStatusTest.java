package kafkademo.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import kafkademo.common.Topic;
import kafkademo.common.log.Log;
import kafkademo.common.settings.Environment;
import kafkademo.consumer.decode.DecodeErrorType;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.junit.jupiter.api.Test;

class ConsumerStatusTest {
    private static final ConsumerSettings SETTINGS =
            ConsumerSettings.from(new Environment(Map.of("LOG_LINES_PER_SECOND", "12")));

    private final SimulatedTime time = new SimulatedTime();
    private final RecordingLog log = new RecordingLog("INFO", "WARN");
    private final ConsumerStatus status = new ConsumerStatus(SETTINGS, new Log(log.logger()), time::nanoTime);

    @Test
    void theSummaryHasTotalsAndTheRateSinceTheLastOne() {
        for (int record = 0; record < 24; record++) {
            status.topic(Topic.ORDERS).processed(100, 5);
            status.processedLines.tryAcquire();
        }
        status.topic(Topic.ORDERS).unexpected();
        status.topic(Topic.PAYMENTS).decodeError(DecodeErrorType.SYNTAX, 50, 5);
        status.topic(Topic.PAYMENTS).deadLetter();
        status.errorLines.tryAcquire();
        status.polled(12, 2, false);
        status.rebalanced();
        status.commitFailed();
        time.pass(Duration.ofSeconds(10));
        status.summarize(false);
        status.topic(Topic.USER_ACTIVITY).processed(100, 5);
        time.pass(Duration.ofMillis(10_500));
        status.summarize(false);

        assertThat(log.lines())
                .containsExactly(
                        "INFO summary processed=24 unexpected_events=1 decode_errors=1 dead_letters=1 handled_per_s=2.5 value_bytes=2450"
                                + " orders=24 orders_errors=0 payments=0 payments_errors=1"
                                + " inventory_updates=0 inventory_updates_errors=0"
                                + " user_activity=0 user_activity_errors=0 assigned_partitions=12 blocked_partitions=2"
                                + " rebalances=1 failed_commits=1 lines_suppressed=12 uptime_s=10",
                        "INFO summary processed=25 unexpected_events=1 decode_errors=1 dead_letters=1 handled_per_s=0.095 value_bytes=2550"
                                + " orders=24 orders_errors=0 payments=0 payments_errors=1"
                                + " inventory_updates=0 inventory_updates_errors=0"
                                + " user_activity=1 user_activity_errors=0 assigned_partitions=12 blocked_partitions=2"
                                + " rebalances=1 failed_commits=1 lines_suppressed=12 uptime_s=20");
    }

    @Test
    void theNumberOfLinesCanChangeAtAnyTime() throws Exception {
        status.knobs().change(Map.of("LOG_LINES_PER_SECOND", "1"), Optional.empty());

        assertThat(status.processedLines.tryAcquire()).isTrue();
        assertThat(status.processedLines.tryAcquire()).isFalse();
        assertThat(status.errorLines.tryAcquire()).isTrue();
        assertThat(status.errorLines.tryAcquire()).isFalse();
    }

    @Test
    void aWarningAboutASilentBrokerFollowsTheSummary() {
        time.pass(Duration.ofSeconds(10));
        status.summarize(true);

        assertThat(log.lines()).hasSize(2).endsWith("WARN waiting for the broker: no answer since the last summary");
    }

    @Test
    void twoSummariesAtTheSameInstantDoNotDivideByZero() {
        status.topic(Topic.ORDERS).processed(1, 5);
        status.summarize(false);
        status.summarize(false);

        assertThat(log.lines().get(1)).contains("handled_per_s=0 ");
        assertThat(log.lines()).noneMatch(line -> line.contains("NaN") || line.contains("Infinity"));
    }
}
