package kafkademo.producer;

import java.util.Optional;
import java.util.function.Supplier;
import kafkademo.common.HeaderNames;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Makes one Kafka record after the other: an event of the shop, encoded, and now and then broken. Not thread-safe. */
final class MessageSource {
    /**
     * A record with what is worth knowing about it.
     *
     * @param fault the fault injected into the record's value, if any
     */
    record Message(ProducerRecord<byte[], byte[]> record, Event event, Optional<FaultKind> fault) {}

    private final Supplier<Event> events;
    private final EventEncoder encoder;
    private final FaultInjector faults;

    MessageSource(Supplier<Event> events, EventEncoder encoder, FaultInjector faults) {
        this.events = events;
        this.encoder = encoder;
        this.faults = faults;
    }

    Message next() {
        Event event = events.get();
        byte[] document = encoder.encode(event);
        Optional<FaultKind> fault = faults.draw();
        byte[] value = fault.isPresent() ? faults.corrupt(fault.get(), document) : document;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                event.type().topic().topicName(), event.key().ascii(), value);
        Headers headers = record.headers();
        headers.add(event.type().header());
        headers.add(new PlainHeader(HeaderNames.EVENT_ID, event.eventId().ascii()));
        if (fault.isPresent()) {
            headers.add(fault.get().header());
        }
        return new Message(record, event, fault);
    }
}
