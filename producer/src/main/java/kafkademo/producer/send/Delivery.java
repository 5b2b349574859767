package kafkademo.producer.send;

import java.util.Optional;
import kafkademo.common.HeaderNames;
import kafkademo.common.log.Causes;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.log.LogLine;
import kafkademo.common.log.TraceContext;
import kafkademo.producer.fault.FaultKind;
import kafkademo.producer.message.MessageSource.Message;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.slf4j.event.Level;

/**
 * One attempt to send a message, made by the thread that sends. The Kafka client reports the outcome once, on its network thread
 * or from within {@code send}.
 */
public final class Delivery implements Callback {
    /** What all deliveries share. */
    public record Reporting(ProducerMetrics metrics, Log log, LineBudget sentLines, LineBudget malformedLines) {}

    /** Why the client does not take a message. Neither is a failure: the message is offered again. */
    public enum Refusal {
        /** The client's buffer is full: the broker is slow or away. */
        BUFFER_FULL,
        /** The client does not know the topic: it does not exist, or the broker is away. */
        TOPIC_UNKNOWN
    }

    /** Longer than any key or id. */
    private static final int MAX_LENGTH = 256;

    private final Reporting reporting;
    private final TopicMetrics metrics;
    private final byte[] key;
    private final Headers headers;
    private final int bytes;
    private final Optional<FaultKind> fault;
    private final long created;
    private final InFlight.Slot slot;
    private final Thread sender = Thread.currentThread();

    /** Only the sender reads and writes it. */
    private Refusal refusal;

    /** @param created when the message was made, by {@link System#nanoTime} */
    Delivery(Reporting reporting, Message message, long created) {
        this.reporting = reporting;
        this.metrics = reporting.metrics.topic(message.topic());
        // The value is not kept: the client has copied it, and a delivery waits for as long as the broker is away.
        this.key = message.record().key();
        this.headers = message.record().headers();
        this.bytes = message.record().value().length;
        this.fault = message.fault();
        this.created = created;
        this.slot = metrics.slot(created);
    }

    /** Must be called right after {@code send}: why the client has not taken the message, or {@code null} if it has. */
    Refusal sent() {
        if (refusal == null) {
            metrics.accepted();
        }
        return refusal;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
        if (exception == null) {
            metrics.acknowledged(fault, bytes, created);
            slot.left();
            Header drift = headers.lastHeader(HeaderNames.INJECTED_DRIFT);
            if (drift != null) {
                metrics.drifted();
            }
            log(metadata, drift);
        } else if (exception instanceof TimeoutException && Thread.currentThread() == sender) {
            // From within send: the client has waited for max.block.ms and kept nothing.
            refusal = exception instanceof BufferExhaustedException ? Refusal.BUFFER_FULL : Refusal.TOPIC_UNKNOWN;
        } else {
            metrics.failed();
            slot.left();
            reporting.metrics.failedBecauseOf(cause(exception));
            reporting.log.debug("send failed", line -> line.add("cause", Causes.inWords(exception)));
        }
    }

    /** The class, as texts name partitions and sizes; of a missing right and of the base class only the text says anything. */
    private static String cause(Exception exception) {
        if (exception instanceof AuthorizationException) {
            return "Write: " + Causes.inWords(exception);
        }
        return exception.getClass() == KafkaException.class
                ? Causes.inWords(exception)
                : exception.getClass().getSimpleName();
    }

    private void log(RecordMetadata metadata, Header drift) {
        if (fault.isPresent() || drift != null) {
            if (reporting.log.isEnabled(Level.WARN) && reporting.malformedLines.tryAcquire()) {
                reporting.log.warn(
                        fault.isPresent() ? "sent malformed" : "sent drifted",
                        line -> addTo(line, metadata)
                                .add(
                                        "injected_fault",
                                        fault.map(FaultKind::faultName).orElse(null))
                                .add("injected_drift", drift == null ? null : drift.value(), MAX_LENGTH));
            }
        } else if (reporting.log.isEnabled(Level.INFO) && reporting.sentLines.tryAcquire()) {
            reporting.log.info("sent", line -> addTo(line, metadata));
        }
    }

    /** Reads the trace from the headers only now: an agent adds it inside {@code send}. */
    private LogLine addTo(LogLine line, RecordMetadata metadata) {
        return line.add("topic", metadata.topic())
                .add("partition", metadata.partition())
                .add("offset", metadata.offset())
                .add("key", key, MAX_LENGTH)
                .add("event_type", headers.lastHeader(HeaderNames.EVENT_TYPE).value(), MAX_LENGTH)
                .add("event_id", headers.lastHeader(HeaderNames.EVENT_ID).value(), MAX_LENGTH)
                .add("bytes", bytes)
                .add("ack_ms", (System.nanoTime() - created) / 1_000_000)
                .add(TraceContext.of(headers));
    }
}
