package kafkademo.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import kafkademo.common.Topic;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.settings.Environment;
import kafkademo.producer.send.Delivery;
import kafkademo.producer.send.Delivery.Refusal;
import kafkademo.producer.send.Outcomes;
import kafkademo.producer.send.ProducerMetrics;
import kafkademo.producer.send.SendLoop;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerSummaryTest {
    private final SimulatedTime time = new SimulatedTime();
    private final ProducerMetrics metrics = new ProducerMetrics(time::nanoTime);
    private final Outcomes orders = new Outcomes(metrics, Topic.ORDERS, time.nanoTime());
    private final Outcomes payments = new Outcomes(metrics, Topic.PAYMENTS, time.nanoTime());
    private final RecordingLog log = new RecordingLog("INFO", "WARN", "ERROR");
    private final LineBudget sentLines = new LineBudget(() -> 1, time::nanoTime);
    private final LineBudget malformedLines = new LineBudget(() -> 0, time::nanoTime);

    private ProducerSummary summary(double rate) {
        ProducerSettings settings =
                ProducerSettings.from(new Environment(Map.of("MESSAGES_PER_SECOND", Double.toString(rate))));
        Log lines = new Log(log.logger());
        return new ProducerSummary(
                new Delivery.Reporting(metrics, lines, sentLines, malformedLines),
                new ProducerKnobs(settings, lines),
                time::nanoTime);
    }

    private void acknowledge(int messages) {
        for (int message = 0; message < messages; message++) {
            orders.accepted();
            orders.acknowledged(100);
        }
    }

    /** The lines that follow the summary of ten seconds with this many messages. */
    private List<String> remarks(ProducerSummary summary, int messages, Refusal refusal, boolean sending) {
        acknowledge(messages);
        time.pass(Duration.ofSeconds(10));
        log.lines().clear();
        summary.write(refusal, sending);
        assertThat(log.lines().get(0)).startsWith("INFO summary ");
        return log.lines().subList(1, log.lines().size());
    }

    @Test
    void theSummaryHasTotalsAndTheRateSinceTheLastOne() {
        ProducerSummary summary = summary(5);
        acknowledge(47);
        orders.accepted();
        orders.acknowledgedDrifted(100);
        payments.accepted();
        payments.acknowledgedMalformed(50);
        orders.accepted();
        orders.accepted();
        orders.failed("RecordTooLargeException");
        sentLines.tryAcquire();
        sentLines.tryAcquire();
        malformedLines.tryAcquire();
        time.pass(Duration.ofSeconds(10));
        summary.write(null, true);
        acknowledge(30);
        time.pass(Duration.ofMillis(5_500));
        summary.write(null, true);

        assertThat(log.lines())
                .containsExactly(
                        "INFO summary acknowledged=49 malformed=1 drifted=1 failed=1 in_flight=1 asked_per_s=5 achieved_per_s=4.9"
                                + " value_bytes=4850 orders=48 payments=1 inventory_updates=0 user_activity=0"
                                + " lines_suppressed=2 uptime_s=10",
                        "ERROR sends failed cause=RecordTooLargeException count=1 total=1",
                        "INFO summary acknowledged=79 malformed=1 drifted=1 failed=1 in_flight=1 asked_per_s=5"
                                + " achieved_per_s=5.455 value_bytes=7850 orders=78 payments=1 inventory_updates=0"
                                + " user_activity=0 lines_suppressed=2 uptime_s=15");
    }

    @Test
    void reportsFailuresByCauseOncePerInterval() {
        ProducerSummary summary = summary(0);
        orders.failed("A");
        orders.failed("A");
        orders.failed("B");
        assertThat(remarks(summary, 0, null, true))
                .containsExactlyInAnyOrder(
                        "ERROR sends failed cause=A count=2 total=2", "ERROR sends failed cause=B count=1 total=1");
        assertThat(remarks(summary, 0, null, true)).isEmpty();

        orders.failed("A");
        assertThat(remarks(summary, 0, null, true)).containsExactly("ERROR sends failed cause=A count=1 total=3");
    }

    @Test
    void warnsOncePerIntervalOfARateThatIsNotReached() {
        ProducerSummary summary = summary(100);

        assertThat(remarks(summary, 1_000, null, true)).isEmpty();
        assertThat(remarks(summary, 951, null, true)).isEmpty();
        assertThat(remarks(summary, 949, null, true)).containsExactly("WARN rate not reached asked=100 achieved=94.9");
        assertThat(remarks(summary, 500, Refusal.BUFFER_FULL, true))
                .containsExactly("WARN rate not reached asked=100 achieved=50");
        assertThat(remarks(summary, 500, null, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.001,0", "0.05,0", "0.09,0", "0.1,0", "0.5,4", "1,9", "1.9,18", "0,0"})
    void aMessageThatFallsIntoTheNextIntervalDoesNotCountAsMissed(double rate, int messages) {
        assertThat(remarks(summary(rate), messages, null, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.5,3", "1,8", "0.2,0"})
    void twoMissingMessagesAreAMissedRateEvenAtALowRate(double rate, int messages) {
        assertThat(remarks(summary(rate), messages, null, true))
                .singleElement()
                .asString()
                .startsWith("WARN rate not reached");
    }

    @Test
    void warnsOfWaitingRatherThanOfAMissedRate() {
        ProducerSummary summary = summary(100);
        orders.accepted();
        assertThat(remarks(summary, 0, Refusal.BUFFER_FULL, true))
                .containsExactly("WARN waiting for the broker: nothing acknowledged since the last summary,"
                        + " nothing dropped in_flight=1 buffer_full=true");
        assertThat(remarks(summary, 0, null, true))
                .containsExactly("WARN waiting for the broker: nothing acknowledged since the last summary,"
                        + " nothing dropped in_flight=1 buffer_full=false");
        for (int message = 1; message < SendLoop.MAX_IN_FLIGHT; message++) {
            orders.accepted();
        }
        assertThat(remarks(summary, 0, null, true))
                .containsExactly("WARN waiting for the broker: nothing acknowledged since the last summary,"
                        + " nothing dropped in_flight=6000 buffer_full=true");
        assertThat(remarks(summary, 0, Refusal.TOPIC_UNKNOWN, true))
                .containsExactly("WARN waiting: the broker does not answer or a topic is missing; nothing is dropped");
        assertThat(remarks(summary, 1_000, null, true)).isEmpty();
    }
}
