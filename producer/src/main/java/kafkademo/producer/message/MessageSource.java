package kafkademo.producer.message;

import java.util.Optional;
import java.util.function.Supplier;
import kafkademo.common.HeaderNames;
import kafkademo.producer.fault.FaultInjector;
import kafkademo.producer.fault.FaultKind;
import kafkademo.producer.shop.Event;
import kafkademo.producer.shop.EventType;
import kafkademo.producer.shop.Id;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Makes one Kafka record after the other: an event of the shop, encoded, and now and then broken. Not thread-safe. */
public final class MessageSource {
    /**
     * A record with what is worth knowing about it.
     *
     * @param type of the event
     * @param key of the record
     * @param eventId of the event
     * @param fault the fault injected into the record's value, if any
     */
    public record Message(
            ProducerRecord<byte[], byte[]> record, EventType type, Id key, Id eventId, Optional<FaultKind> fault) {}

    private final Supplier<Event> events;
    private final EventEncoder encoder;
    private final FaultInjector faults;

    public MessageSource(Supplier<Event> events, EventEncoder encoder, FaultInjector faults) {
        this.events = events;
        this.encoder = encoder;
        this.faults = faults;
    }

    public Message next() {
        Event event = events.get();
        EventType type = event.type();
        Id key = event.key();
        Id eventId = event.eventId();
        byte[] document = encoder.encode(event);
        Optional<FaultKind> fault = faults.draw();
        byte[] value = fault.isPresent() ? faults.corrupt(fault.get(), document) : document;
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(type.topic().topicName(), key.ascii(), value);
        Headers headers = record.headers();
        headers.add(type.header());
        headers.add(new PlainHeader(HeaderNames.EVENT_ID, eventId.ascii()));
        if (fault.isPresent()) {
            headers.add(fault.get().header());
        }
        return new Message(record, type, key, eventId, fault);
    }
}
