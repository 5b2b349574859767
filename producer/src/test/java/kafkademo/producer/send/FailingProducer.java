package kafkademo.producer.send;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import kafkademo.common.runtime.StopSignal;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that fails as told: each failure is delivered within one {@code send}, which takes half a second. */
final class FailingProducer extends MockProducer<byte[], byte[]> {
    /** Of the next messages, one each. */
    final Deque<Exception> failures = new ArrayDeque<>();

    final List<ProducerRecord<byte[], byte[]>> offered = new ArrayList<>();

    /** With this message the stop is requested. */
    int stopAfter = Integer.MAX_VALUE;

    /** There is no room for this message at first. */
    int refused = Integer.MAX_VALUE;

    private final SimulatedTime time;
    private final StopSignal stop;

    /** @param autoComplete whether what is taken is acknowledged at once */
    FailingProducer(boolean autoComplete, SimulatedTime time, StopSignal stop) {
        super(autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.time = time;
        this.stop = stop;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        offered.add(record);
        if (offered.size() == stopAfter) {
            stop.request();
        }
        if (offered.size() == refused) {
            failures.add(new BufferExhaustedException("full"));
        }
        if (failures.isEmpty()) {
            return super.send(record, callback);
        }
        time.pass(Duration.ofMillis(500));
        callback.onCompletion(null, failures.peek());
        return CompletableFuture.failedFuture(failures.remove());
    }
}
