package kafkademo.producer.send;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import kafkademo.common.metrics.Bean;
import kafkademo.common.metrics.LatencyHistogram;
import kafkademo.producer.fault.FaultKind;

/** One topic's counters. */
final class TopicMetrics {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder drifted = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Map<FaultKind, LongAdder> malformed = new EnumMap<>(FaultKind.class);
    private final LatencyHistogram latency;
    private final InFlight inFlight = new InFlight();
    private final LongSupplier nanoTime;
    private long rateTakenAt;
    private long rateTakenFrom;
    private volatile double rate;

    TopicMetrics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        latency = new LatencyHistogram(nanoTime);
        rateTakenAt = nanoTime.getAsLong();
        for (FaultKind fault : FaultKind.values()) {
            malformed.put(fault, new LongAdder());
        }
    }

    /**
     * Counts a message that the broker has acknowledged.
     *
     * @param valueBytes the size of its value
     * @param created when it was made
     */
    void acknowledged(Optional<FaultKind> fault, int valueBytes, long created) {
        acknowledged.increment();
        bytes.add(valueBytes);
        if (fault.isPresent()) {
            malformed.get(fault.get()).increment();
        }
        long now = nanoTime.getAsLong();
        latency.record((now - created) / 1_000, now);
    }

    /** Counts an acknowledged message as one whose content is not as agreed besides. */
    void drifted() {
        drifted.increment();
    }

    /** Counts a message that is lost for good. */
    void failed() {
        failed.increment();
    }

    /** The slot of a message that is made at {@code now}. Only the thread that sends may call it. */
    InFlight.Slot slot(long now) {
        return inFlight.slot(now);
    }

    /** Counts a message of the newest slot that the Kafka client has taken. Only the thread that sends may call it. */
    void accepted() {
        accepted.increment();
        inFlight.entered();
    }

    /** Takes the rate since the last call. */
    void takeRate(long now) {
        long acknowledgedNow = acknowledged.sum();
        rate = (acknowledgedNow - rateTakenFrom) / Math.max((now - rateTakenAt) / 1e9, 1e-3);
        rateTakenAt = now;
        rateTakenFrom = acknowledgedNow;
    }

    /** Acknowledged messages with this fault. */
    long malformed(FaultKind fault) {
        return malformed.get(fault).sum();
    }

    /** Time from making a message to its acknowledgement. */
    LatencyHistogram latency() {
        return latency;
    }

    Bean bean() {
        return new Bean()
                .with("Acknowledged", this::acknowledged)
                .with("Malformed", this::malformed)
                .with("Drifted", this::drifts)
                .with("Failed", this::lost)
                .with("ValueBytes", this::valueBytes)
                .with("AchievedPerSecond", () -> rate)
                .with("InFlight", this::inFlight)
                .with("OldestInFlightAgeMs", this::oldestInFlightAgeMs);
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    long lost() {
        return failed.sum();
    }

    long malformed() {
        return malformed.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long drifts() {
        return drifted.sum();
    }

    long valueBytes() {
        return bytes.sum();
    }

    long inFlight() {
        // What has left is read first: read last, it could count messages that had not been seen to enter.
        long left = acknowledged.sum() + failed.sum();
        return Math.max(0, accepted.sum() - left);
    }

    double oldestInFlightAgeMs() {
        return inFlight.oldestAge(nanoTime.getAsLong(), inFlight() > 0) / 1e6;
    }
}
