package kafkademo.consumer.reconcile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kafkademo.consumer.decode.Decoder;
import kafkademo.consumer.reconcile.Findings.Example;
import kafkademo.consumer.reconcile.Findings.Kind;
import org.apache.kafka.common.TopicPartition;

/**
 * The whole account: it takes every record of the snapshot once, in {@link #first()}, and then, as often as {@link #passes()}
 * asks, once more for the ids alone.
 */
final class Account {
    private final Snapshot snapshot;
    private final IdTable ids;
    private final Map<String, TopicAccount> topics = new LinkedHashMap<>();
    private final FaultTable faults = new FaultTable();
    private final Findings findings = new Findings();
    private final Map<TopicPartition, RepeatCheck> repeats = new LinkedHashMap<>();
    private final Map<TopicPartition, PartitionAccount> partitions = new LinkedHashMap<>();
    private final Set<GapCauses.Cause> confirmedCauses = EnumSet.noneOf(GapCauses.Cause.class);
    private long explainedGaps;

    /** @param idBudget bytes that the table of ids may take */
    Account(Snapshot snapshot, Decoder decoder, long idBudget) {
        this.snapshot = snapshot;
        ids = new IdTable(snapshot.length(), idBudget);
        for (Span span : snapshot.spans()) {
            TopicAccount topic = topics.computeIfAbsent(span.partition().topic(), TopicAccount::new);
            RepeatCheck repeat = new RepeatCheck(span, ids, topic, findings);
            repeats.put(span.partition(), repeat);
            partitions.put(span.partition(), new PartitionAccount(span, decoder, topic, faults, findings, repeat));
        }
    }

    /** How often the log is to be read. */
    int passes() {
        return ids.slices();
    }

    /** What takes the records in the first pass. */
    Map<TopicPartition, PartitionAccount> first() {
        ids.begin(0);
        return partitions;
    }

    /** What takes them in a later one, 1 being the second. */
    Map<TopicPartition, RepeatCheck> again(int pass) {
        ids.begin(pass);
        return repeats;
    }

    /** To be called when everything is read: tells which of the missing offsets have a right to be missing. */
    void explainGaps(GapCauses causes) {
        for (PartitionAccount partition : partitions.values()) {
            Gaps gaps = partition.gaps();
            if (!gaps.isEmpty()) {
                Set<GapCauses.Cause> confirmed = causes.of(gaps.partition());
                confirmedCauses.addAll(confirmed);
                boolean compacted = confirmed.contains(GapCauses.Cause.COMPACTION);
                boolean marked = compacted || confirmed.contains(GapCauses.Cause.TRANSACTIONS);
                settle(partition, gaps.singleOffsets(), gaps.single(), marked);
                settle(partition, gaps.longerOffsets(), gaps.longer(), compacted);
            }
        }
    }

    private void settle(PartitionAccount partition, long offsets, List<Gaps.Gap> shown, boolean explained) {
        if (explained) {
            explainedGaps += offsets;
        } else if (offsets > 0) {
            partition.account().missing += offsets;
            findings.count(Kind.MISSING, offsets);
            for (Gaps.Gap gap : shown) {
                findings.show(
                        Kind.MISSING,
                        Example.at(partition.gaps().partition(), gap.from()).with("last_offset", gap.to() - 1));
            }
        }
    }

    /** Missing offsets that are explained, and by what. */
    long explainedGaps() {
        return explainedGaps;
    }

    Set<GapCauses.Cause> confirmedCauses() {
        return confirmedCauses;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    List<TopicAccount> topics() {
        return new ArrayList<>(topics.values());
    }

    TopicAccount total() {
        TopicAccount total = new TopicAccount("total");
        topics.values().forEach(total::add);
        return total;
    }

    FaultTable faults() {
        return faults;
    }

    Findings findings() {
        return findings;
    }
}
