package kafkademo.producer;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import kafkademo.common.metrics.LatencyHistogram;

/** One topic's counters. */
final class TopicMetrics implements ProducerTopicMXBean {
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder[] malformed =
            Stream.generate(LongAdder::new).limit(FaultKind.values().length).toArray(LongAdder[]::new);
    private final LatencyHistogram latency;

    TopicMetrics(LongSupplier nanoTime) {
        latency = new LatencyHistogram(nanoTime);
    }

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
}
