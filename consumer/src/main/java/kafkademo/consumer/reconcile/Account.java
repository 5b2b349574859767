package kafkademo.consumer.reconcile;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import kafkademo.common.HeaderNames;
import kafkademo.consumer.decode.Decoded;
import kafkademo.consumer.decode.Decoder;
import kafkademo.consumer.reconcile.Findings.Kind;
import kafkademo.consumer.reconcile.LogReader.Absence;
import kafkademo.consumer.reconcile.Report.Fault;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Accounts for every offset of the snapshot: it is a record that is processed, a decode error or waiting, or it is missing. The
 * service's own decoder decides what a record is; its {@code injected_fault} header says what it should be.
 */
final class Account {
    private static final int MAX_REASON_LENGTH = 120;

    /** Header values are untrusted; kinds beyond this limit are counted as {@code (others)}. */
    private static final int MAX_FAULTS = 40;

    private static final String OTHERS = "(others)";

    private final Snapshot snapshot;
    private final Decoder decoder;
    private final Repeats repeats;
    private final Map<String, Map<Count, Long>> topics = new LinkedHashMap<>();
    private final Map<String, Fault> faults = new TreeMap<>(Comparator.nullsFirst(Comparator.naturalOrder()));
    private final Findings findings = new Findings();

    Account(Snapshot snapshot, Decoder decoder, Repeats repeats) {
        this.snapshot = snapshot;
        this.decoder = decoder;
        this.repeats = repeats;
        faults.put(null, new Fault(null, 0, 0, new TreeMap<>()));
        for (Span span : snapshot.spans()) {
            topics.putIfAbsent(span.topic(), noCounts());
            add(span, Count.REMOVED, span.start());
            if (span.committed() != null) {
                findings.addRange(Kind.REMOVED_UNREAD, span, span.committed(), span.start());
                findings.addRange(Kind.COMMITTED_BEYOND_END, span, span.end(), span.committed());
            }
        }
    }

    private static Map<Count, Long> noCounts() {
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            counts.put(count, 0L);
        }
        return counts;
    }

    private void add(Span span, Count count, long number) {
        topics.get(span.topic()).merge(count, number, Long::sum);
    }

    /** Takes the records of a partition when the logs are read. */
    LogReader.Sink firstReading(Span span) {
        return new LogReader.Sink() {
            @Override
            public void record(ConsumerRecord<byte[], byte[]> record) {
                judge(record, span);
                byte[] id = RecordHeaders.eventId(record);
                if (id.length == 0) {
                    add(span, Count.WITHOUT_ID, 1);
                } else if (!repeats.add(id, record)) {
                    add(span, Count.NOT_COMPARED, 1);
                }
            }

            @Override
            public void absent(Absence why, long from, long to) {
                switch (why) {
                    case LOST -> {
                        add(span, Count.MISSING, to - from);
                        findings.addRange(Kind.MISSING, span, from, to);
                    }
                    case TOO_LARGE -> findings.addRange(Kind.TOO_LARGE, span, from, to);
                    case REMOVED -> add(span, Count.REMOVED, to - from);
                    case MARKER -> add(span, Count.MARKERS, to - from);
                    case COMPACTION -> add(span, Count.COMPACTED, to - from);
                }
            }
        };
    }

    private void judge(ConsumerRecord<byte[], byte[]> record, Span span) {
        String fault = RecordHeaders.fault(record);
        Decoded.Error error = decoder.decode(record.value()) instanceof Decoded.Error found ? found : null;
        add(span, Count.SENT, 1);
        if (span.isHandled(record.offset())) {
            add(span, error != null ? Count.DECODE_ERRORS : Count.PROCESSED, 1);
            addFault(fault, error);
        } else {
            add(span, Count.WAITING, 1);
            add(span, Count.WAITING_MALFORMED, error != null ? 1 : 0);
        }
        if (error != null && fault == null) {
            findings.add(Kind.EVENT_DECODED_AS_ERROR, 1, () -> example(record, error));
        } else if (error == null && fault != null) {
            findings.add(Kind.FAULT_DECODED_AS_EVENT, 1, () -> example(record, null));
        }
    }

    private void addFault(String injected, Decoded.Error error) {
        String kind = faults.containsKey(injected) || faults.size() <= MAX_FAULTS ? injected : OTHERS;
        Fault fault = faults.getOrDefault(kind, new Fault(kind, 0, 0, new TreeMap<>()));
        if (error != null) {
            fault.decodeErrors().merge(error.type().label(), 1L, Long::sum);
        }
        long events = fault.events() + (error == null ? 1 : 0);
        faults.put(kind, new Fault(kind, fault.records() + 1, events, fault.decodeErrors()));
    }

    private static Map<String, Object> example(ConsumerRecord<byte[], byte[]> record, Decoded.Error error) {
        Map<String, Object> example = Findings.place(record.topic(), record.partition(), record.offset());
        example.put(HeaderNames.EVENT_ID, RecordHeaders.text(record, HeaderNames.EVENT_ID));
        if (error != null) {
            example.put("error_type", error.type().label());
            int length = Math.min(error.reason().length(), MAX_REASON_LENGTH);
            example.put("reason", error.reason().substring(0, length));
        } else {
            example.put(HeaderNames.INJECTED_FAULT, RecordHeaders.fault(record));
        }
        example.values().removeIf(Objects::isNull);
        return example;
    }

    /** Takes them when the logs are read again, because an id repeats. */
    LogReader.Sink secondReading(Span span) {
        return new LogReader.Sink() {
            @Override
            public void record(ConsumerRecord<byte[], byte[]> record) {
                switch (repeats.again(RecordHeaders.eventId(record), record)) {
                    case SAME_RECORD -> {
                        add(span, Count.REPEATED, 1);
                        findings.add(Kind.REPEATED, 1, () -> example(record, null));
                    }
                    case SAME_ID -> add(span, Count.REPEATED_IDS, 1);
                    case FIRST -> {}
                }
            }

            @Override
            public void absent(Absence why, long from, long to) {
                // The first reading has found them, but nobody can tell any more which of them were repeated.
                add(span, Count.NOT_COMPARED, why == Absence.REMOVED ? to - from : 0);
            }
        };
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Map<String, Map<Count, Long>> topics() {
        return topics;
    }

    /** Returns the sum over all topics. */
    Map<Count, Long> total() {
        Map<Count, Long> total = noCounts();
        topics.values().forEach(topic -> topic.forEach((count, number) -> total.merge(count, number, Long::sum)));
        return total;
    }

    /** Returns the handled records by injected fault; those without one come first. */
    List<Fault> faults() {
        return List.copyOf(faults.values());
    }

    Findings findings() {
        return findings;
    }
}
