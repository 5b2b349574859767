package kafkademo.consumer.reconcile;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets inside one partition's log that hold no record. The broker hands out offsets without gaps, so there are only three
 * reasons: compaction, a transaction's marker (which takes one offset), or a loss.
 */
final class Gaps {
    /** Offsets {@code from} to {@code to}, the latter excluded. */
    record Gap(long from, long to) {
        long length() {
            return to - from;
        }
    }

    private final TopicPartition partition;
    private final List<Gap> single = new ArrayList<>();
    private final List<Gap> longer = new ArrayList<>();
    private long singleOffsets;
    private long longerOffsets;

    Gaps(TopicPartition partition) {
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    /** Notes what lies between the offset that was expected and the one that came. */
    void between(long expected, long found) {
        Gap gap = new Gap(expected, found);
        if (gap.length() == 1) {
            singleOffsets++;
            keep(single, gap);
        } else if (gap.length() > 1) {
            longerOffsets += gap.length();
            keep(longer, gap);
        }
    }

    private static void keep(List<Gap> gaps, Gap gap) {
        if (gaps.size() < Findings.MAX_EXAMPLES) {
            gaps.add(gap);
        }
    }

    boolean isEmpty() {
        return singleOffsets + longerOffsets == 0;
    }

    /** Missing offsets whose neighbours on both sides are there. */
    long singleOffsets() {
        return singleOffsets;
    }

    /** All missing offsets but {@link #singleOffsets()}. */
    long longerOffsets() {
        return longerOffsets;
    }

    /** The first few of one offset. */
    List<Gap> single() {
        return single;
    }

    /** The first few of more than one. */
    List<Gap> longer() {
        return longer;
    }
}
