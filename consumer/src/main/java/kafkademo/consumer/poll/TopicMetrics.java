package kafkademo.consumer.poll;

import java.util.function.LongSupplier;
import java.util.stream.Stream;
import kafkademo.common.metrics.Counter;
import kafkademo.common.metrics.LatencyHistogram;
import kafkademo.consumer.decode.DecodeErrorType;

/** One topic's counters, which the polling thread advances and any thread reads. */
final class TopicMetrics implements ConsumerTopicMXBean {
    private final Counter processed = new Counter();
    private final Counter bytes = new Counter();
    private final Counter[] decodeErrors =
            Stream.generate(Counter::new).limit(DecodeErrorType.values().length).toArray(Counter[]::new);
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
        return decodeErrors[type.ordinal()].get();
    }

    /** From a record's time stamp to its handling, of both kinds. */
    LatencyHistogram latency() {
        return latency;
    }

    @Override
    public long getProcessed() {
        return processed.get();
    }

    @Override
    public long getDecodeErrors() {
        long sum = 0;
        for (Counter ofType : decodeErrors) {
            sum += ofType.get();
        }
        return sum;
    }

    @Override
    public long getValueBytes() {
        return bytes.get();
    }
}
