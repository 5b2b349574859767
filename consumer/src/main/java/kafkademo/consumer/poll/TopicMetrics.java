package kafkademo.consumer.poll;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import kafkademo.common.metrics.LatencyHistogram;
import kafkademo.consumer.decode.DecodeErrorType;

/** One topic's counters, which the polling thread advances and any thread reads. */
final class TopicMetrics implements ConsumerTopicMXBean {
    private final LongAdder processed = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder[] decodeErrors = Stream.generate(LongAdder::new)
            .limit(DecodeErrorType.values().length)
            .toArray(LongAdder[]::new);
    private final LatencyHistogram latency;

    TopicMetrics(LongSupplier nanoTime) {
        latency = new LatencyHistogram(nanoTime);
    }

    void processed(int valueBytes) {
        processed.increment();
        bytes.add(valueBytes);
    }

    void decodeError(DecodeErrorType type, int valueBytes) {
        decodeErrors[type.ordinal()].increment();
        bytes.add(valueBytes);
    }

    /** Records that could not be decoded, for this reason. */
    long decodeErrors(DecodeErrorType type) {
        return decodeErrors[type.ordinal()].sum();
    }

    /** From a record's time stamp to its handling, of both kinds. */
    LatencyHistogram latency() {
        return latency;
    }

    @Override
    public long getProcessed() {
        return processed.sum();
    }

    @Override
    public long getDecodeErrors() {
        long sum = 0;
        for (LongAdder ofType : decodeErrors) {
            sum += ofType.sum();
        }
        return sum;
    }

    @Override
    public long getValueBytes() {
        return bytes.sum();
    }
}
