package kafkademo.consumer.reconcile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds records that are in the logs more than once. The first reading keeps two fingerprints of each record, one of its id and
 * one of id and content: 16 bytes a record, 64 MB for the 4 million that Compose's retention keeps. Sorted, equal ones are
 * neighbours. Only if an id repeats, a second reading tells which records these are.
 *
 * <p>A fingerprint has 62 bits of a hash. Among 5 million ids two share one with a probability of 3 in a million (n²/2⁶³).
 */
final class Repeats {
    /** What the second reading finds out about a record. */
    enum Verdict {
        FIRST,
        /** The id came before, with other content. */
        SAME_ID,
        /** Id and content came before. */
        SAME_RECORD
    }

    private static final int BYTES_PER_RECORD = 2 * Long.BYTES;
    private static final byte[] NOTHING = {};

    private final BitSet seenIds = new BitSet();
    private final BitSet seenRecords = new BitSet();
    private long[] ids;
    private long[] records;
    private int size;

    /**
     * @param count how many records there are at most
     * @param memory bytes that the fingerprints may take
     */
    Repeats(long count, long memory) {
        int capacity = (int) Math.min(Math.min(count, memory / BYTES_PER_RECORD), Integer.MAX_VALUE - 8);
        ids = new long[capacity];
        records = new long[capacity];
    }

    /** Takes a record in the first reading. Returns whether there is room to compare it. */
    boolean add(byte[] id, ConsumerRecord<byte[], byte[]> record) {
        if (size == ids.length) {
            return false;
        }
        ids[size] = fingerprint(id);
        records[size] = fingerprint(id, record);
        size++;
        return true;
    }

    /** To be called between the readings. Returns whether an id repeats, so that the second one is needed. */
    boolean areThere() {
        ids = repeated(ids);
        records = repeated(records);
        return ids.length > 0;
    }

    private long[] repeated(long[] fingerprints) {
        Arrays.sort(fingerprints, 0, size);
        int kept = 0;
        for (int i = 1; i < size; i++) {
            boolean repeats = fingerprints[i] == fingerprints[i - 1];
            if (repeats && (kept == 0 || fingerprints[kept - 1] != fingerprints[i])) {
                fingerprints[kept] = fingerprints[i];
                kept++;
            }
        }
        return Arrays.copyOf(fingerprints, kept);
    }

    /** Takes a record in the second reading. */
    Verdict again(byte[] id, ConsumerRecord<byte[], byte[]> record) {
        if (!wasSeen(fingerprint(id), ids, seenIds)) {
            wasSeen(fingerprint(id, record), records, seenRecords);
            return Verdict.FIRST;
        }
        return wasSeen(fingerprint(id, record), records, seenRecords) ? Verdict.SAME_RECORD : Verdict.SAME_ID;
    }

    /** Returns whether this one of the repeated fingerprints came before, and remembers that it has come. */
    private static boolean wasSeen(long fingerprint, long[] repeated, BitSet seen) {
        int index = Arrays.binarySearch(repeated, fingerprint);
        if (index < 0) {
            return false;
        }
        boolean before = seen.get(index);
        seen.set(index);
        return before;
    }

    private static long fingerprint(byte[] bytes) {
        return UUID.nameUUIDFromBytes(bytes).getLeastSignificantBits();
    }

    /**
     * A producer started again with the same {@code SEED} repeats the ids but not the records, since values hold the time. A fault
     * may have removed it from the value; then the record's time stamp tells the two apart.
     */
    private static long fingerprint(byte[] id, ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value() == null ? NOTHING : record.value();
        ByteBuffer content = ByteBuffer.allocate(id.length + Long.BYTES + value.length);
        content.put(id).putLong(RecordHeaders.fault(record) == null ? 0 : record.timestamp());
        return fingerprint(content.put(value).array());
    }
}
