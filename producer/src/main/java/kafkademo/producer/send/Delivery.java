package kafkademo.producer.send;

import java.util.Optional;
import kafkademo.common.log.Causes;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.log.LogLine;
import kafkademo.common.log.TraceContext;
import kafkademo.producer.fault.FaultKind;
import kafkademo.producer.message.MessageSource.Message;
import kafkademo.producer.shop.EventType;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.slf4j.event.Level;

/** What becomes of one message: the Kafka client calls it once, from its network thread or from within {@code send}. */
public final class Delivery implements Callback {
    /** What all deliveries share. */
    public record Reporting(ProducerMetrics metrics, Log log, LineBudget sentLines, LineBudget malformedLines) {}

    /** Why the client has not taken a message: neither is a failure, both pass. */
    public enum Refusal {
        /** The client holds as much as it may, since the broker does not take it fast enough or is away. */
        BUFFER_FULL,
        /** The client does not know the topic: it isn't there, or the broker is away. */
        TOPIC_UNKNOWN
    }

    private final Reporting reporting;
    private final EventType type;
    private final String key;
    private final String eventId;
    private final Optional<FaultKind> fault;
    private final int bytes;
    private final long created;
    private final InFlight.Slot slot;
    private final Thread sender = Thread.currentThread();

    /** Read and written by the sender alone. */
    private boolean beingSent;

    private Refusal refusal;

    /** Those of the latest attempt. Handed over, as all of this is, with the record, for which the client takes a lock. */
    private Headers headers;

    /**
     * To be made by the thread that sends.
     *
     * @param created when the message was made, by {@link System#nanoTime}
     */
    public Delivery(Reporting reporting, Message message, long created) {
        this.reporting = reporting;
        // Not the message: what waits here for the broker should be little.
        this.type = message.type();
        this.key = message.key();
        this.eventId = message.eventId();
        this.fault = message.fault();
        this.headers = message.record().headers();
        this.bytes = message.record().value().length;
        this.created = created;
        this.slot = reporting.metrics.inFlight(type.topic()).slot(created);
    }

    /** To be called right before {@code send}, with the headers of the record that is to be sent. */
    public void sending(Headers ofRecord) {
        headers = ofRecord;
        beingSent = true;
        refusal = null;
    }

    /** To be called right after {@code send}: why the client has not taken the message, or {@code null} if it has. */
    public Refusal sent() {
        beingSent = false;
        if (refusal == null) {
            slot.entered();
        }
        return refusal;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
        if (exception == null) {
            reporting.metrics.acknowledged(type.topic(), fault, bytes, created);
            slot.acknowledged();
            log(metadata);
        } else if (exception instanceof TimeoutException && Thread.currentThread() == sender && beingSent) {
            refusal = exception instanceof BufferExhaustedException ? Refusal.BUFFER_FULL : Refusal.TOPIC_UNKNOWN;
        } else {
            reporting.metrics.failed(type.topic(), cause(exception));
            slot.failed();
            reporting.log.debug("send failed", line -> line.add("cause", Causes.inWords(exception)));
        }
    }

    /** A class stands for its failures, whose texts name partitions; only the base class tells nothing but by its text. */
    private static String cause(Exception exception) {
        return exception.getClass() == KafkaException.class
                ? Causes.inWords(exception)
                : exception.getClass().getSimpleName();
    }

    private void log(RecordMetadata metadata) {
        if (fault.isPresent()) {
            if (reporting.log.isEnabled(Level.WARN) && reporting.malformedLines.tryAcquire()) {
                reporting.log.warn(
                        "sent malformed",
                        line -> addTo(line, metadata)
                                .add("injected_fault", fault.get().faultName()));
            }
        } else if (reporting.log.isEnabled(Level.INFO) && reporting.sentLines.tryAcquire()) {
            reporting.log.info("sent", line -> addTo(line, metadata));
        }
    }

    /** The trace is looked for only now, since an agent puts its header there inside of {@code send}. */
    private LogLine addTo(LogLine line, RecordMetadata metadata) {
        return line.add("topic", metadata.topic())
                .add("partition", metadata.partition())
                .add("offset", metadata.offset())
                .add("key", key.toString())
                .add("event_type", type.eventTypeName())
                .add("event_id", eventId.toString())
                .add("bytes", bytes)
                .add("ack_ms", (System.nanoTime() - created) / 1_000_000)
                .add(TraceContext.of(headers));
    }
}
