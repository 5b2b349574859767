package kafkademo.consumer.reconcile;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The handled records by injected fault (what was done to them) and by verdict (what was found). */
final class FaultTable {
    /** The verdict on a record that decodes; the others are the labels of decode errors. */
    static final String EVENT = "event";

    /** Header values are untrusted; kinds beyond this limit are counted as {@code (others)}. */
    private static final int MAX_KINDS = 40;

    private static final String OTHERS = "(others)";

    private final Map<String, Map<String, Long>> rows = new TreeMap<>(Comparator.nullsFirst(Comparator.naturalOrder()));

    FaultTable() {
        rows.put(null, new TreeMap<>());
    }

    /** @param fault the kind of fault, {@code null} for a record without one */
    void add(String fault, String verdict) {
        String kind = rows.containsKey(fault) || rows.size() <= MAX_KINDS ? fault : OTHERS;
        rows.computeIfAbsent(kind, any -> new TreeMap<>()).merge(verdict, 1L, Long::sum);
    }

    /** Records by verdict, for those without a fault ({@code null}) and for each kind of fault. */
    Map<String, Map<String, Long>> rows() {
        return rows;
    }
}
