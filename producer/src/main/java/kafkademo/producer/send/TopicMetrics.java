package kafkademo.producer.send;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import kafkademo.common.metrics.LatencyHistogram;
import kafkademo.producer.fault.FaultKind;

/** One topic's counters. */
final class TopicMetrics implements ProducerTopicMXBean {
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder[] malformed =
            Stream.generate(LongAdder::new).limit(FaultKind.values().length).toArray(LongAdder[]::new);
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
    }

    /** Takes the rate since the last call. */
    void takeRate(long now) {
        long acknowledgedNow = acknowledged.sum();
        rate = (acknowledgedNow - rateTakenFrom) / Math.max((now - rateTakenAt) / 1e9, 1e-3);
        rateTakenAt = now;
        rateTakenFrom = acknowledgedNow;
    }

    /** The messages that the Kafka client holds. */
    InFlight inFlight() {
        return inFlight;
    }

    /** To be called by the Kafka client's own thread alone. */
    void acknowledged(Optional<FaultKind> fault, int valueBytes, long created, long now) {
        acknowledged.increment();
        bytes.add(valueBytes);
        if (fault.isPresent()) {
            malformed[fault.get().ordinal()].increment();
        }
        latency.record((now - created) / 1_000, now);
    }

    void failed() {
        failed.increment();
    }

    /** Acknowledged messages with this fault. */
    long malformed(FaultKind fault) {
        return malformed[fault.ordinal()].sum();
    }

    /** From a message's making to its acknowledgement. */
    LatencyHistogram latency() {
        return latency;
    }

    @Override
    public long getAcknowledged() {
        return acknowledged.sum();
    }

    @Override
    public long getFailed() {
        return failed.sum();
    }

    @Override
    public long getMalformed() {
        long sum = 0;
        for (LongAdder ofFault : malformed) {
            sum += ofFault.sum();
        }
        return sum;
    }

    @Override
    public long getValueBytes() {
        return bytes.sum();
    }

    @Override
    public double getAchievedPerSecond() {
        return rate;
    }

    @Override
    public long getInFlight() {
        return inFlight.count();
    }

    @Override
    public double getOldestInFlightAgeMs() {
        return inFlight.oldestAge(nanoTime.getAsLong()) / 1e6;
    }
}
