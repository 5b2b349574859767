package kafkademo.consumer.poll;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import kafkademo.common.metrics.Bean;
import kafkademo.common.metrics.LatencyHistogram;
import kafkademo.consumer.decode.DecodeErrorType;

/** One topic's counters. The polling thread advances them and any thread reads them. */
public final class TopicMetrics {
    private final LongAdder processed = new LongAdder();
    private final LongAdder unexpected = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Map<DecodeErrorType, LongAdder> decodeErrors = new EnumMap<>(DecodeErrorType.class);
    private final LatencyHistogram latency;
    private final LongSupplier now;

    /** @param now when a record that is counted was handled, by the clock {@code nanoTime} */
    TopicMetrics(LongSupplier nanoTime, LongSupplier now) {
        this.now = now;
        latency = new LatencyHistogram(nanoTime);
        for (DecodeErrorType type : DecodeErrorType.values()) {
            decodeErrors.put(type, new LongAdder());
        }
    }

    public void processed(int valueBytes, long ageMillis) {
        processed.increment();
        handled(valueBytes, ageMillis);
    }

    /** Counts a processed record as an unexpected event besides. */
    public void unexpected() {
        unexpected.increment();
    }

    public void decodeError(DecodeErrorType type, int valueBytes, long ageMillis) {
        decodeErrors.get(type).increment();
        handled(valueBytes, ageMillis);
    }

    public void deadLetter() {
        deadLetters.increment();
    }

    private void handled(int valueBytes, long ageMillis) {
        bytes.add(valueBytes);
        latency.record(TimeUnit.MILLISECONDS.toMicros(ageMillis), now.getAsLong());
    }

    long decodeErrors(DecodeErrorType type) {
        return decodeErrors.get(type).sum();
    }

    /** Returns the times from the records' time stamps to their handling. */
    LatencyHistogram latency() {
        return latency;
    }

    Bean bean() {
        return new Bean()
                .with("Processed", this::processed)
                .with("UnexpectedEvents", this::unexpectedEvents)
                .with("DecodeErrors", this::decodeErrors)
                .with("DeadLetters", this::deadLetters)
                .with("ValueBytes", this::valueBytes);
    }

    public long processed() {
        return processed.sum();
    }

    public long unexpectedEvents() {
        return unexpected.sum();
    }

    public long decodeErrors() {
        return decodeErrors.values().stream().mapToLong(LongAdder::sum).sum();
    }

    public long deadLetters() {
        return deadLetters.sum();
    }

    public long valueBytes() {
        return bytes.sum();
    }
}
