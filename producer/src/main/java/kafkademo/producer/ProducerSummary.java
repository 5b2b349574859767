package kafkademo.producer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import kafkademo.common.Topic;
import kafkademo.common.log.Log;
import kafkademo.common.metrics.Bean;
import kafkademo.producer.send.Delivery;
import kafkademo.producer.send.Delivery.Refusal;
import kafkademo.producer.send.ProducerMetrics;
import kafkademo.producer.send.SendLoop;

/**
 * What the producer tells of itself: the bean, the summary line, and further lines about what went wrong since the last one.
 * Thread-safe, except that one thread writes.
 */
final class ProducerSummary {
    /** Below this share of the asked rate the rate counts as not reached. */
    private static final double REACHED = 0.95;

    /** At a low rate a message may fall into the neighbouring interval: this many are not missed. */
    private static final double NEIGHBOURS = 1.5;

    private static final double SECOND = 1e9;

    private final Delivery.Reporting reporting;
    private final Log log;
    private final ProducerMetrics metrics;
    private final ProducerKnobs knobs;
    private final LongSupplier nanoTime;
    private final long started;
    private final Map<String, Long> failuresReported = new HashMap<>();
    private long lastTime;
    private long lastAcknowledged;
    private volatile double achievedPerSecond;

    ProducerSummary(Delivery.Reporting reporting, ProducerKnobs knobs, LongSupplier nanoTime) {
        this.reporting = reporting;
        this.log = reporting.log();
        this.metrics = reporting.metrics();
        this.knobs = knobs;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.lastTime = started;
    }

    /**
     * Writes the lines and starts a new interval.
     *
     * @param refusal why the client takes no message now, or {@code null}
     * @param sending whether messages were asked for during the whole interval, at the present rate
     */
    void write(Refusal refusal, boolean sending) {
        long now = nanoTime.getAsLong();
        double asked = knobs.askedRate();
        long acknowledged = metrics.acknowledged();
        double seconds = Math.max((now - lastTime) / SECOND, 1e-3);
        double achieved = (acknowledged - lastAcknowledged) / seconds;
        achievedPerSecond = achieved;
        metrics.takeRates();
        logSummary(now, acknowledged, asked);
        logFailures();
        if (refusal == Refusal.TOPIC_UNKNOWN) {
            log.warn("waiting: the broker does not answer or a topic is missing; nothing is dropped");
        } else if (acknowledged == lastAcknowledged && metrics.inFlight() > 0) {
            boolean full = refusal == Refusal.BUFFER_FULL || metrics.inFlight() >= SendLoop.MAX_IN_FLIGHT;
            log.warn(
                    "waiting for the broker: nothing acknowledged since the last summary, nothing dropped",
                    line -> line.add("in_flight", metrics.inFlight()).add("buffer_full", String.valueOf(full)));
        } else if (sending && (asked - achieved) * seconds > Math.max(NEIGHBOURS, (1 - REACHED) * asked * seconds)) {
            log.warn("rate not reached", line -> line.add("asked", asked).add("achieved", achieved));
        }
        lastTime = now;
        lastAcknowledged = acknowledged;
    }

    private void logSummary(long now, long acknowledged, double asked) {
        log.info("summary", line -> {
            line.add("acknowledged", acknowledged)
                    .add("malformed", metrics.malformed())
                    .add("drifted", metrics.drifted())
                    .add("failed", metrics.failed())
                    .add("in_flight", metrics.inFlight())
                    .add("asked_per_s", asked)
                    .add("achieved_per_s", achievedPerSecond)
                    .add("value_bytes", metrics.bytes());
            for (Topic topic : Topic.values()) {
                line.add(topic.topicName(), metrics.acknowledged(topic));
            }
            line.add("lines_suppressed", linesSuppressed()).add("uptime_s", (long) ((now - started) / SECOND));
        });
    }

    private void logFailures() {
        for (Map.Entry<String, LongAdder> entry : metrics.failuresByCause().entrySet()) {
            long count = entry.getValue().sum();
            long newOnes = count - failuresReported.getOrDefault(entry.getKey(), 0L);
            if (newOnes > 0) {
                failuresReported.put(entry.getKey(), count);
                log.error(
                        "sends failed",
                        line -> line.add("cause", entry.getKey())
                                .add("count", newOnes)
                                .add("total", count));
            }
        }
    }

    private long linesSuppressed() {
        return reporting.sentLines().suppressed() + reporting.malformedLines().suppressed();
    }

    Bean bean() {
        return new Bean()
                .with("AskedPerSecond", knobs::askedRate)
                .with("AchievedPerSecond", () -> achievedPerSecond)
                .with("Acknowledged", metrics::acknowledged)
                .with("Malformed", metrics::malformed)
                .with("Drifted", metrics::drifted)
                .with("Failed", metrics::failed)
                .with("InFlight", metrics::inFlight)
                .with("OldestInFlightAgeMs", metrics::oldestInFlightAgeMs)
                .with("LinesSuppressed", this::linesSuppressed)
                .with("ErrorRate", knobs.errorRate::get)
                .with("SchemaDriftRate", knobs.schemaDriftRate::get)
                .with("ClockSkewMs", () -> knobs.clockSkew.get().toMillis())
                .with("LeakBytesPerMessage", knobs.leakBytesPerMessage::get)
                .with("Paused", knobs.paused::get)
                .with("SettingChanges", knobs.all::settingChanges);
    }
}
