package kafkademo.consumer.reconcile;

import java.util.Arrays;

/**
 * Finds ids that come more than once, in bounded memory: a hash table with linear probing in two primitive arrays, 15 bytes a
 * record at its load of 80 %. If all records at once need more than the budget, their fingerprints are cut into slices of equal
 * size, each of which is compared in a pass of its own over the log. A third of a 64 MB heap holds 1.4 million records;
 * what Compose's retention keeps, some 4 million, thus takes three passes, of which only the first decodes anything.
 *
 * <p>Nothing is forgotten within a pass, so a repeat is found however far it is from the record that it repeats, in whatever
 * partition or topic.
 */
final class IdTable {
    /** What is known of a record once it has been added. */
    enum Verdict {
        /** The first one with its id. */
        FIRST,
        /** Another record with an id that was there. */
        SAME_ID,
        /** The same record again: id and content were there. */
        SAME_RECORD,
        /** Belongs to another slice: nothing has been compared. */
        OTHER_SLICE,
        /** The id is there too often, or the table is full: nothing has been compared, in no slice. */
        NOT_COMPARED
    }

    private static final double LOAD = 0.8;
    private static final double FULL = 0.95;

    /** Contents that are told apart for one id. More would make a log with one id only (not this producer's) take for ever. */
    private static final int MAX_CONTENTS = 16;

    private static final int BYTES_PER_SLOT = Long.BYTES + Integer.BYTES;
    private static final int MIN_SLOTS = 64;

    private final int slices;
    private final int limit;
    private final long[] ids;
    private final int[] contents;
    private int slice;
    private int size;

    /**
     * @param records how many there will be at the most
     * @param budget bytes that the table may take
     */
    IdTable(long records, long budget) {
        long slots = (long) (records / LOAD) + MIN_SLOTS;
        long maxSlots = Math.max(MIN_SLOTS, Math.min(budget / BYTES_PER_SLOT, Integer.MAX_VALUE - 8));
        slices = Math.toIntExact((slots + maxSlots - 1) / maxSlots);
        // Slices are of about the same size, not exactly: the load leaves room for more than chance ever needs.
        int slotsPerSlice = (int) Math.min(maxSlots, slots / slices + MIN_SLOTS);
        limit = (int) (slotsPerSlice * FULL);
        ids = new long[slotsPerSlice];
        contents = new int[slotsPerSlice];
    }

    /** How many passes it takes. */
    int slices() {
        return slices;
    }

    /** Forgets everything and begins with the slice of this number, 0 being the first. */
    void begin(int slice) {
        this.slice = slice;
        size = 0;
        Arrays.fill(ids, 0);
    }

    Verdict add(long fingerprint, int content) {
        long id = fingerprint == 0 ? 1 : fingerprint; // 0 is a free slot
        if ((int) ((id >>> 32) * slices >>> 32) != slice) {
            return Verdict.OTHER_SLICE;
        }
        int same = 0;
        int slot = (int) ((id & 0xFFFFFFFFL) * ids.length >>> 32);
        while (ids[slot] != 0) {
            if (ids[slot] == id) {
                if (contents[slot] == content) {
                    return Verdict.SAME_RECORD;
                }
                same++;
                if (same == MAX_CONTENTS) {
                    return Verdict.NOT_COMPARED;
                }
            }
            slot = slot + 1 == ids.length ? 0 : slot + 1;
        }
        if (size >= limit) {
            return Verdict.NOT_COMPARED;
        }
        ids[slot] = id;
        contents[slot] = content;
        size++;
        return same == 0 ? Verdict.FIRST : Verdict.SAME_ID;
    }
}
