package kafkademo.consumer.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import kafkademo.common.HeaderNames;
import kafkademo.common.Topic;
import kafkademo.consumer.decode.Decoded;
import kafkademo.consumer.decode.Decoder;
import kafkademo.consumer.reconcile.Report.Difference;
import kafkademo.consumer.reconcile.Report.Fault;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Accounts for every offset of the snapshot: it is a record that is processed, a decode error or waiting, or it is missing. The
 * service's own decoder decides what a record is; its {@code injected_fault} header says what it should be.
 */
final class Account implements LogReader.Sink {
    /** The number of examples kept of each kind of difference. */
    static final int MAX_EXAMPLES = 10;

    private static final int MAX_REASON_LENGTH = 120;

    /** Header values are untrusted; kinds beyond this limit are counted as {@code (others)}. */
    private static final int MAX_FAULTS = 40;

    private static final String OTHERS = "(others)";

    private final Decoder decoder = new Decoder();
    private final List<Span> snapshot;
    private final Repeats repeats;
    private final Map<String, Map<Count, Long>> topics = new LinkedHashMap<>();
    private final Map<String, Fault> faults = new TreeMap<>(Comparator.nullsFirst(Comparator.naturalOrder()));
    private final Map<Count, Difference> differences = new EnumMap<>(Count.class);

    Account(List<Span> snapshot, Repeats repeats) {
        this.snapshot = snapshot;
        this.repeats = repeats;
        faults.put(null, new Fault(null, 0, 0, new TreeMap<>()));
        for (Span span : snapshot) {
            topics.computeIfAbsent(topic(span), any -> noCounts());
            absent(span, Count.REMOVED, 0, span.start());
            if (span.committed() != null) {
                absent(span, Count.REMOVED_UNREAD, span.committed(), span.start());
                absent(span, Count.COMMITTED_BEYOND_END, span.end(), span.committed());
            }
        }
    }

    /** Returns the topic for which a partition counts: dead letters count for the topic that they come from. */
    private static String topic(Span span) {
        return span.topic().replace(Topic.DEAD_LETTER_SUFFIX, "");
    }

    private static Map<Count, Long> noCounts() {
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            if (count.heading() != null || count.note() != null) {
                counts.put(count, 0L);
            }
        }
        return counts;
    }

    /** Counts {@code number} more. The example is only made for a difference, and if there is room for it. */
    private void add(Span span, Count count, long number, Supplier<Map<String, Object>> example) {
        topics.get(topic(span)).computeIfPresent(count, (any, sum) -> sum + number);
        if (count.difference() != null) {
            Difference found = differences.get(count);
            List<Map<String, Object>> examples = found == null ? new ArrayList<>() : found.examples();
            long sum = number + (found == null ? 0 : found.count());
            differences.put(count, new Difference(count, sum, count.difference(), examples));
            if (examples.size() < MAX_EXAMPLES) {
                examples.add(example.get());
            }
        }
    }

    @Override
    public void absent(Span span, Count why, long from, long to) {
        if (from < to && !span.holdsDeadLetters()) {
            add(span, why, to - from, () -> {
                Map<String, Object> example = place(span, from);
                example.put("last_offset", to - 1);
                return example;
            });
        }
    }

    @Override
    public void record(Span span, ConsumerRecord<byte[], byte[]> record) {
        if (span.holdsDeadLetters()) {
            add(span, record, Count.DEAD_LETTERS, null);
            if (snapshot.stream().noneMatch(origin -> holdsOriginal(origin, record))) {
                add(span, record, Count.DEAD_LETTERS_ASTRAY, null);
            }
            return;
        }
        Decoded decoded = decoder.decode(record.value());
        Decoded.Error error = decoded instanceof Decoded.Error found ? found : null;
        String fault = RecordHeaders.text(record, HeaderNames.INJECTED_FAULT);
        add(span, record, Count.SENT, error);
        if (span.isHandled(record.offset())) {
            add(span, record, error == null ? Count.PROCESSED : Count.DECODE_ERRORS, error);
            addFault(fault, error);
        } else {
            add(span, record, Count.WAITING, error);
            if (error != null) {
                add(span, record, Count.WAITING_MALFORMED, error);
            }
        }
        if ((error == null) != (fault == null)) {
            add(span, record, error == null ? Count.FAULT_DECODED_AS_EVENT : Count.EVENT_DECODED_AS_ERROR, error);
        }
        if (decoded instanceof Decoded.Event event) {
            addContent(span, record, event);
        }
        repeats.add(record).ifPresent(count -> add(span, record, count, null));
    }

    /** Others than the producer, whose records lack its headers, have agreed on nothing. */
    private void addContent(Span span, ConsumerRecord<byte[], byte[]> record, Decoded.Event event) {
        boolean unexpected = event.unexpected() != null;
        boolean drifted = RecordHeaders.bytes(record, HeaderNames.INJECTED_DRIFT) != null;
        if (unexpected && span.isHandled(record.offset())) {
            add(span, Count.UNEXPECTED, 1, null);
        }
        if (drifted && !unexpected) {
            add(span, record, Count.DRIFT_AS_EXPECTED, event);
        } else if (!drifted && unexpected && RecordHeaders.bytes(record, HeaderNames.EVENT_TYPE) != null) {
            add(span, record, Count.EVENT_UNEXPECTED, event);
        }
    }

    /** Whether a partition holds, or has held, the record that a dead letter names. */
    private static boolean holdsOriginal(Span span, ConsumerRecord<byte[], byte[]> letter) {
        String offset = String.valueOf(RecordHeaders.text(letter, HeaderNames.DEAD_LETTER_OFFSET));
        return span.topic().equals(RecordHeaders.text(letter, HeaderNames.DEAD_LETTER_TOPIC))
                && String.valueOf(span.partition())
                        .equals(RecordHeaders.text(letter, HeaderNames.DEAD_LETTER_PARTITION))
                && offset.matches("\\d{1,18}")
                && Long.parseLong(offset) < span.end();
    }

    private void add(Span span, ConsumerRecord<byte[], byte[]> record, Count count, Decoded decoded) {
        add(span, count, 1, () -> {
            Map<String, Object> example = place(span, record.offset());
            example.put(HeaderNames.EVENT_ID, RecordHeaders.text(record, HeaderNames.EVENT_ID));
            if (decoded instanceof Decoded.Error error) {
                example.put("error_type", error.type().label());
                example.put("reason", shortened(error.reason()));
            } else {
                example.put(HeaderNames.INJECTED_FAULT, RecordHeaders.text(record, HeaderNames.INJECTED_FAULT));
                example.put(HeaderNames.INJECTED_DRIFT, RecordHeaders.text(record, HeaderNames.INJECTED_DRIFT));
            }
            if (decoded instanceof Decoded.Event event && event.unexpected() != null) {
                example.put("unexpected", shortened(event.unexpected()));
            }
            example.values().removeIf(Objects::isNull);
            return example;
        });
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), MAX_REASON_LENGTH));
    }

    private static Map<String, Object> place(Span span, long offset) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("topic", span.topic());
        place.put("partition", span.partition());
        place.put("offset", offset);
        return place;
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

    List<Difference> differences() {
        return List.copyOf(differences.values());
    }
}
