package kafkademo.consumer.poll;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import kafkademo.common.log.Log;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Chooses the offset to continue at where there is none or where it is out of range. The client can do that by itself
 * ({@code auto.offset.reset}), but would not say which records are skipped or read again.
 */
public final class OffsetReset {
    /** A stop interrupts the wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String BY_DURATION = "by_duration:";

    private final Consumer<?, ?> consumer;
    private final String policy;
    private final Log log;
    private final LongSupplier epochMillis;

    /**
     * @param consumer a client whose own {@code auto.offset.reset} is {@code none}
     * @param policy a valid value of {@code auto.offset.reset}
     * @param epochMillis a clock such as {@link System#currentTimeMillis}
     */
    public OffsetReset(Consumer<?, ?> consumer, String policy, Log log, LongSupplier epochMillis) {
        this.consumer = consumer;
        this.policy = policy.toLowerCase(Locale.ROOT);
        this.log = log;
        this.epochMillis = epochMillis;
    }

    /**
     * Moves partitions to where the policy has them continue, with a warning for each that had an offset before.
     *
     * @param partitions those of the exception's partitions to move
     * @throws InvalidOffsetException the given one, if the policy is {@code none}
     */
    void apply(InvalidOffsetException invalid, Collection<TopicPartition> partitions, Assignment assignment) {
        if (policy.equals("none")) {
            throw invalid;
        }
        Map<TopicPartition, Long> old = invalid instanceof OffsetOutOfRangeException outOfRange
                ? outOfRange.offsetOutOfRangePartitions()
                : Map.of();
        newOffsets(partitions).forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            assignment.get(partition).moveTo(offset, Optional.empty());
            if (old.containsKey(partition)) {
                warn(partition, old.get(partition), offset);
            }
        });
    }

    private Map<TopicPartition, Long> newOffsets(Collection<TopicPartition> partitions) {
        if (policy.equals("earliest")) {
            return consumer.beginningOffsets(partitions, PATIENCE);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions, PATIENCE));
        if (policy.startsWith(BY_DURATION)) {
            long time = epochMillis.getAsLong()
                    - Duration.parse(policy.substring(BY_DURATION.length())).toMillis();
            Map<TopicPartition, Long> times = new HashMap<>(offsets);
            times.replaceAll((partition, end) -> time);
            consumer.offsetsForTimes(times, PATIENCE).forEach((partition, found) -> {
                if (found != null) {
                    offsets.put(partition, found.offset());
                }
            });
        }
        return offsets;
    }

    private void warn(TopicPartition partition, long oldOffset, long newOffset) {
        String reason = newOffset > oldOffset
                ? "the records in between were deleted before they were read"
                : "the topic was recreated or truncated";
        log.warn(
                "offset out of range",
                line -> line.add("topic", partition.topic())
                        .add("partition", partition.partition())
                        .add("old_offset", oldOffset)
                        .add("new_offset", newOffset)
                        .add("reason", reason));
    }
}
