package kafkademo.consumer.poll;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kafkademo.common.Topic;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.log.LogLine;
import kafkademo.common.log.TraceContext;
import kafkademo.consumer.decode.Decoded;
import kafkademo.consumer.decode.Decoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.event.Level;

/** Handles one record: decodes, counts and logs it. Throws nothing, whatever the record holds. */
public final class RecordHandler {
    /** Such a record counts as handled. */
    public static final String SKIP = "skip";

    /** Such a record stops its partition until another policy lets it go. */
    public static final String BLOCK = "block";

    /** Such a record counts as handled once a copy in another topic is acknowledged. */
    public static final String DEAD_LETTER = "dead-letter";

    /** What can become of a record that does not decode. */
    public static final List<String> POLICIES = List.of(SKIP, BLOCK, DEAD_LETTER);

    /** Maximum length in the log of a field that holds text from the record. */
    static final int EXCERPT_LENGTH = 120;

    private final Decoder decoder;
    private final ConsumerMetrics metrics;
    private final Log log;
    private final LineBudget processedLines;
    private final LineBudget errorLines;
    private final LongSupplier epochMillis;
    private final Supplier<String> policy;
    private final DeadLetters deadLetters;

    /** @param policy what becomes of a record that does not decode, one of {@link #POLICIES}, which may change at any time */
    public RecordHandler(
            Decoder decoder,
            ConsumerMetrics metrics,
            Log log,
            LineBudget processedLines,
            LineBudget errorLines,
            LongSupplier epochMillis,
            Supplier<String> policy,
            DeadLetters deadLetters) {
        this.decoder = decoder;
        this.metrics = metrics;
        this.log = log;
        this.processedLines = processedLines;
        this.errorLines = errorLines;
        this.epochMillis = epochMillis;
        this.policy = policy;
        this.deadLetters = deadLetters;
    }

    /**
     * Handles a record, if it can.
     *
     * @param again whether it could not be handled before, and so is counted and logged already
     * @return why it can't be handled, {@code null} if it has been
     */
    public String handle(ConsumerRecord<byte[], byte[]> record, boolean again) {
        TopicMetrics counters = metrics.topic(Topic.named(record.topic()));
        int bytes = record.value() == null ? 0 : record.value().length;
        Decoded decoded = decoder.decode(record.value());
        long ageMillis = ageMillis(record.timestamp(), epochMillis.getAsLong());
        if (decoded instanceof Decoded.Event event) {
            counters.processed(bytes, ageMillis);
            if (event.unexpected() != null) {
                counters.unexpected();
                if (log.isEnabled(Level.WARN) && errorLines.tryAcquire()) {
                    log.warn("unexpected event", line -> addEvent(line, record, event, bytes, ageMillis));
                }
            } else if (log.isEnabled(Level.INFO) && processedLines.tryAcquire()) {
                log.info("processed", line -> addEvent(line, record, event, bytes, ageMillis));
            }
            return null;
        }
        Decoded.Error error = (Decoded.Error) decoded;
        String action = policy.get();
        if (!again) {
            counters.decodeError(error.type(), bytes, ageMillis);
            if (log.isEnabled(Level.ERROR) && errorLines.tryAcquire()) {
                log.error("JSON decode error", line -> addError(line, record, error, bytes, action));
            }
        }
        if (!action.equals(DEAD_LETTER)) {
            return action.equals(BLOCK) ? error.reason() : null;
        }
        String obstacle = deadLetters.send(record, error);
        if (obstacle == null) {
            counters.deadLetter();
        }
        return obstacle;
    }

    /** Returns 0 for a missing time stamp or one in the future: senders choose them freely, and nothing may overflow. */
    private static long ageMillis(long timestamp, long now) {
        return timestamp < 0 || timestamp > now ? 0 : now - timestamp;
    }

    private static void addEvent(
            LogLine line, ConsumerRecord<byte[], byte[]> record, Decoded.Event event, int bytes, long ageMillis) {
        addPosition(line, record)
                .add("key", record.key(), EXCERPT_LENGTH)
                .add("event_type", event.eventType(), EXCERPT_LENGTH)
                .add("event_id", event.eventId(), EXCERPT_LENGTH)
                .add("unexpected", event.unexpected(), EXCERPT_LENGTH)
                .add("bytes", bytes)
                .add("age_ms", ageMillis)
                .add(TraceContext.of(record.headers()));
    }

    private static void addError(
            LogLine line, ConsumerRecord<byte[], byte[]> record, Decoded.Error error, int bytes, String action) {
        addPosition(line, record).add("error_type", error.type().label()).add("reason", error.reason(), EXCERPT_LENGTH);
        if (error.line() > 0) {
            line.add("line", error.line()).add("column", error.column());
        }
        line.add("bytes", bytes);
        if (bytes > 0) {
            line.add("payload", record.value(), EXCERPT_LENGTH);
        }
        line.add("action", action.equals(SKIP) ? null : action).add(TraceContext.of(record.headers()));
    }

    static LogLine addPosition(LogLine line, ConsumerRecord<byte[], byte[]> record) {
        return line.add("topic", record.topic())
                .add("partition", record.partition())
                .add("offset", record.offset());
    }
}
