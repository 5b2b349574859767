package kafkademo.consumer.reconcile;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import kafkademo.common.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds records that are in the logs more than once. A hash table keeps two fingerprints of each record, one of its id and one of
 * id and content: 20 bytes a record, 80 MB for the 4 million that Compose's retention keeps.
 *
 * <p>A fingerprint has 61 bits of a hash. Among 5 million ids two share one with a probability of 5 in a million (n²/2⁶²).
 */
final class Repeats {
    /** The table has a quarter more slots than fingerprints, so that a search soon meets an empty one. */
    private static final double SLOTS_PER_RECORD = 2.5;

    private static final long EMPTY = 0;
    private static final byte[] NOTHING = {};

    private final long[] table;
    private final long capacity;
    private long size;

    /**
     * @param count how many records there are at most
     * @param memory bytes that the fingerprints may take
     */
    Repeats(long count, long memory) {
        capacity = Math.min(count, (long) (Math.min(memory / Long.BYTES, Integer.MAX_VALUE / 2) / SLOTS_PER_RECORD));
        table = new long[(int) (capacity * SLOTS_PER_RECORD) + 1];
    }

    /** Takes another record. Returns as what it counts, if it is none that is here for the first time. */
    Optional<Count> add(ConsumerRecord<byte[], byte[]> record) {
        byte[] id = RecordHeaders.bytes(record, HeaderNames.EVENT_ID);
        if (id == null || id.length == 0) {
            return Optional.of(Count.WITHOUT_ID);
        }
        if (size == capacity) {
            return Optional.of(Count.NOT_COMPARED);
        }
        size++;
        boolean newId = keep(hash(id) | 1);
        boolean newContent = keep(hash(content(id, record)) & ~1);
        if (newId) {
            return Optional.empty();
        }
        return Optional.of(newContent ? Count.REPEATED_IDS : Count.REPEATED);
    }

    /** Returns whether this fingerprint is new. */
    private boolean keep(long fingerprint) {
        int slot = (int) Long.remainderUnsigned(fingerprint, table.length);
        while (table[slot] != EMPTY && table[slot] != fingerprint) {
            slot = (slot + 1) % table.length;
        }
        boolean isNew = table[slot] == EMPTY;
        table[slot] = fingerprint;
        return isNew;
    }

    /** Never returns {@link #EMPTY}: a UUID's first two bits here are fixed. */
    private static long hash(byte[] bytes) {
        return UUID.nameUUIDFromBytes(bytes).getLeastSignificantBits();
    }

    /**
     * A producer started again with the same {@code SEED} repeats the ids but not the records, since values hold the time. A fault
     * may have removed it from the value; then the record's time stamp tells the two apart.
     */
    private static byte[] content(byte[] id, ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value() == null ? NOTHING : record.value();
        boolean faulty = RecordHeaders.bytes(record, HeaderNames.INJECTED_FAULT) != null;
        ByteBuffer content = ByteBuffer.allocate(id.length + Long.BYTES + value.length);
        return content.put(id)
                .putLong(faulty ? record.timestamp() : 0)
                .put(value)
                .array();
    }
}
