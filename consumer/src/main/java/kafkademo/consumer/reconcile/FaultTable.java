package kafkademo.consumer.reconcile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kafkademo.consumer.decode.DecodeErrorType;
import kafkademo.consumer.decode.Decoded;

/** The handled records by kind of injected fault (what was done to them) against what they decode to (what was found). */
final class FaultTable {
    /** A header can hold anything; what are more kinds than this, or longer ones, are no kinds. */
    private static final int MAX_KINDS = 40;

    private static final String OTHERS = "(others)";

    /**
     * @param fault the kind, {@code null} for records without a fault
     * @param events records that decode as an event
     * @param errors decode errors, by {@link DecodeErrorType#ordinal()}
     */
    record Row(String fault, long events, long[] errors) {
        long total() {
            return events + Arrays.stream(errors).sum();
        }
    }

    private static final int EVENT = DecodeErrorType.values().length;

    private final long[] withoutFault = new long[EVENT + 1];
    private final Map<String, long[]> byFault = new TreeMap<>();

    /** @param fault the kind, {@code null} for a record without a fault */
    void add(String fault, Decoded decoded) {
        int column = decoded instanceof Decoded.Error error ? error.type().ordinal() : EVENT;
        counts(fault)[column]++;
    }

    private long[] counts(String fault) {
        if (fault == null) {
            return withoutFault;
        }
        long[] counts = byFault.get(fault);
        if (counts == null) {
            String kind = byFault.size() < MAX_KINDS ? fault : OTHERS;
            counts = byFault.computeIfAbsent(kind, any -> new long[EVENT + 1]);
        }
        return counts;
    }

    /** The records without a fault, then those with one by kind. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(row(null, withoutFault));
        byFault.forEach((fault, counts) -> rows.add(row(fault, counts)));
        return rows;
    }

    private static Row row(String fault, long[] counts) {
        return new Row(fault, counts[EVENT], Arrays.copyOf(counts, EVENT));
    }
}
