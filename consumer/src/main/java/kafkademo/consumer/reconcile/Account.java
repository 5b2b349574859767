package kafkademo.consumer.reconcile;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import kafkademo.consumer.decode.Decoded;
import kafkademo.consumer.decode.Decoder;
import kafkademo.consumer.reconcile.Findings.Kind;
import kafkademo.consumer.reconcile.LogReader.Absence;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Accounts for every offset of the snapshot: it is a record that is processed, a decode error or waiting, or it is missing. The
 * service's own decoder decides what a record is; its {@code injected_fault} header says what it should be.
 */
final class Account {
    private static final int MAX_REASON_LENGTH = 120;

    private final Snapshot snapshot;
    private final Decoder decoder;
    private final Repeats repeats;
    private final Map<String, Counts> topics = new LinkedHashMap<>();
    private final FaultTable faults = new FaultTable();
    private final Findings findings = new Findings();
    private final Map<Absence, Long> absences = new EnumMap<>(Absence.class);

    Account(Snapshot snapshot, Decoder decoder, Repeats repeats) {
        this.snapshot = snapshot;
        this.decoder = decoder;
        this.repeats = repeats;
        for (Span span : snapshot.spans()) {
            topic(span).add(Count.REMOVED, span.start());
            if (span.committed() != null) {
                findings.addRange(Kind.REMOVED_UNREAD, span.partition(), span.committed(), span.start());
                findings.addRange(Kind.COMMITTED_BEYOND_END, span.partition(), span.end(), span.committed());
            }
        }
    }

    private Counts topic(Span span) {
        return topics.computeIfAbsent(span.partition().topic(), any -> new Counts());
    }

    /** Takes the records of a partition when the logs are read. */
    LogReader.Sink firstReading(Span span) {
        Counts topic = topic(span);
        return new LogReader.Sink() {
            @Override
            public void record(ConsumerRecord<byte[], byte[]> record) {
                judge(record, span, topic);
                byte[] id = RecordHeaders.eventId(record);
                if (id.length == 0) {
                    topic.add(Count.WITHOUT_ID, 1);
                } else if (!repeats.add(id, record)) {
                    topic.add(Count.NOT_COMPARED, 1);
                }
            }

            @Override
            public void absent(Absence why, long from, long to) {
                absences.merge(why, to - from, Long::sum);
                switch (why) {
                    case LOST -> {
                        topic.add(Count.MISSING, to - from);
                        findings.addRange(Kind.MISSING, span.partition(), from, to);
                    }
                    case TOO_LARGE -> findings.addRange(Kind.TOO_LARGE, span.partition(), from, to);
                    case REMOVED -> topic.add(Count.REMOVED, to - from);
                    case MARKER, COMPACTION -> {}
                }
            }
        };
    }

    private void judge(ConsumerRecord<byte[], byte[]> record, Span span, Counts topic) {
        String fault = RecordHeaders.fault(record);
        Decoded decoded = decoder.decode(record.value());
        boolean isError = decoded instanceof Decoded.Error;
        topic.add(Count.SENT, 1);
        if (span.isHandled(record.offset())) {
            topic.add(isError ? Count.DECODE_ERRORS : Count.PROCESSED, 1);
            faults.add(
                    fault, decoded instanceof Decoded.Error error ? error.type().label() : FaultTable.EVENT);
        } else {
            topic.add(Count.WAITING, 1);
            topic.add(Count.WAITING_MALFORMED, isError ? 1 : 0);
        }
        if (isError && fault == null) {
            findings.add(Kind.EVENT_DECODED_AS_ERROR, 1, () -> example(record, (Decoded.Error) decoded));
        } else if (!isError && fault != null) {
            findings.add(Kind.FAULT_DECODED_AS_EVENT, 1, () -> example(record, null));
        }
    }

    private static Map<String, Object> example(ConsumerRecord<byte[], byte[]> record, Decoded.Error error) {
        Map<String, Object> example =
                Findings.place(new TopicPartition(record.topic(), record.partition()), record.offset());
        RecordHeaders.shownEventId(record).ifPresent(id -> example.put("event_id", id));
        if (error != null) {
            example.put("error_type", error.type().label());
            int length = Math.min(error.reason().length(), MAX_REASON_LENGTH);
            example.put("reason", error.reason().substring(0, length));
        } else if (RecordHeaders.fault(record) != null) {
            example.put("injected_fault", RecordHeaders.fault(record));
        }
        return example;
    }

    /** Takes them when the logs are read again, because an id repeats. */
    LogReader.Sink secondReading(Span span) {
        Counts topic = topic(span);
        return new LogReader.Sink() {
            @Override
            public void record(ConsumerRecord<byte[], byte[]> record) {
                switch (repeats.again(RecordHeaders.eventId(record), record)) {
                    case SAME_RECORD -> {
                        topic.add(Count.REPEATED, 1);
                        findings.add(Kind.REPEATED, 1, () -> example(record, null));
                    }
                    case SAME_ID -> topic.add(Count.REPEATED_IDS, 1);
                    case FIRST -> {}
                }
            }

            @Override
            public void absent(Absence why, long from, long to) {
                // The first reading has found them, but nobody can tell any more which of them were repeated.
                topic.add(Count.NOT_COMPARED, why == Absence.REMOVED ? to - from : 0);
            }
        };
    }

    /** The number of offsets that have no record for this reason. */
    long absent(Absence why) {
        return absences.getOrDefault(why, 0L);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Map<String, Counts> topics() {
        return topics;
    }

    /** The sum over all topics. */
    long total(Count count) {
        return topics.values().stream().mapToLong(topic -> topic.get(count)).sum();
    }

    FaultTable faults() {
        return faults;
    }

    Findings findings() {
        return findings;
    }
}
