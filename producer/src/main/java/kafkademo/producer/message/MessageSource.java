package kafkademo.producer.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.Supplier;
import kafkademo.common.HeaderNames;
import kafkademo.common.Topic;
import kafkademo.producer.fault.FaultInjector;
import kafkademo.producer.fault.FaultKind;
import kafkademo.producer.shop.Event;
import kafkademo.producer.shop.EventType;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Turns the shop's events into Kafka records, one after the other, some of them malformed or with other content than agreed. Not
 * thread-safe.
 */
public final class MessageSource {
    /**
     * A record with what is worth knowing about it.
     *
     * @param topic of the record
     * @param fault the fault injected into the record's value, if any
     */
    public record Message(ProducerRecord<byte[], byte[]> record, Topic topic, Optional<FaultKind> fault) {
        /** The same message, to be offered again: the client has sealed the headers of a record that it was offered. */
        public Message again() {
            ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(
                    record.topic(), null, record.timestamp(), record.key(), record.value(), record.headers());
            return new Message(copy, topic, fault);
        }
    }

    private final Supplier<Event> events;
    private final EventEncoder encoder;
    private final FaultInjector faults;
    private final SchemaDrift drift;

    /** @param drift changes events that have no fault */
    public MessageSource(Supplier<Event> events, EventEncoder encoder, FaultInjector faults, SchemaDrift drift) {
        this.events = events;
        this.encoder = encoder;
        this.faults = faults;
        this.drift = drift;
    }

    public Message next() {
        Event event = events.get();
        EventType type = event.type();
        byte[] document = encoder.encode(event);
        Optional<FaultKind> fault = faults.draw();
        Optional<DriftKind> drifted = drift.draw();
        byte[] value = document;
        if (fault.isPresent()) {
            value = faults.corrupt(fault.get(), document);
        } else if (drifted.isPresent()) {
            value = drift.apply(drifted.get(), document);
        }
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                type.topic().topicName(),
                null,
                event.occurredAtMillis(),
                event.key().getBytes(UTF_8),
                value);
        Headers headers = record.headers();
        headers.add(HeaderNames.EVENT_TYPE, type.eventTypeName().getBytes(UTF_8));
        headers.add(HeaderNames.EVENT_ID, event.eventId().getBytes(UTF_8));
        if (fault.isPresent()) {
            headers.add(HeaderNames.INJECTED_FAULT, fault.get().faultName().getBytes(UTF_8));
        } else if (drifted.isPresent()) {
            headers.add(HeaderNames.INJECTED_DRIFT, drifted.get().driftName().getBytes(UTF_8));
        }
        return new Message(record, type.topic(), fault);
    }
}
