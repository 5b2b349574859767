package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_0;
import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import kafkademo.common.log.Log;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CoordinatorLoadInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

/** Handling, commits, answers and rebalances in any order. */
class OffsetCommitsPropertyTest {
    private static final List<TopicPartition> PARTITIONS = List.of(ORDERS_0, ORDERS_1);

    /** One life of a consumer, from its start to its stop. */
    private static final class Life {
        private final Random random;
        private final SimulatedTime time = new SimulatedTime();
        private final SimulatedConsumer consumer = new SimulatedConsumer(time);
        private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);
        private final RecordingLog log = new RecordingLog("WARN");
        private final Assignment assignment = new Assignment(consumer, time::nanoTime);
        private final OffsetCommits commits =
                new OffsetCommits(consumer, assignment, metrics, new Log(log.logger()), time::nanoTime);

        /** Of each assigned partition, the offset of the next record to handle. */
        private final Map<TopicPartition, Long> next = new HashMap<>();

        private final Map<TopicPartition, Long> committed = new HashMap<>();

        private Life(long seed) {
            random = new Random(seed);
            consumer.subscribe(Set.of("orders"));
            consumer.holdCommits();
            PARTITIONS.forEach(this::assign);
        }

        private void assign(TopicPartition partition) {
            assignment.add(Set.of(partition));
            next.put(partition, consumer.groupOffset(partition));
        }

        private void unassign(TopicPartition partition) {
            assignment.remove(Set.of(partition));
            next.remove(partition);
            // The broker takes no commits from before a rebalance.
            while (consumer.heldCommits() > 0) {
                consumer.answerHeld(new CommitFailedException("rebalanced"));
            }
        }

        private void step() {
            TopicPartition partition = PARTITIONS.get(random.nextInt(PARTITIONS.size()));
            boolean assigned = next.containsKey(partition);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    if (assigned) {
                        assignment.get(partition).moveTo(next.merge(partition, 1L, Long::sum), Optional.of(3));
                    }
                }
                case 3, 4 -> {
                    time.pass(Duration.ofMillis(random.nextInt(1_500)));
                    commits.commitIfDue();
                }
                case 5 -> {
                    if (consumer.heldCommits() > 0) {
                        consumer.answerHeld(failure());
                    }
                }
                case 6 -> {
                    if (!assigned) {
                        assign(partition);
                    } else if (random.nextBoolean()) {
                        commitAndWait(commits::commitBeforeRevocation);
                        unassign(partition);
                    }
                }
                default -> {
                    if (assigned && random.nextInt(4) == 0) {
                        unassign(partition);
                        assign(partition);
                    }
                }
            }
            assertThatCommitsOnlyAdvance();
        }

        private KafkaException failure() {
            return switch (random.nextInt(3)) {
                case 0 -> new CommitFailedException("no longer a member");
                case 1 -> new CoordinatorLoadInProgressException("loading");
                default -> null;
            };
        }

        /** Everything that was handled is committed afterwards, or a warning says that it is not. */
        private void commitAndWait(Runnable commit) {
            consumer.answerLate(Duration.ofMillis(random.nextInt(5_000)), failure());
            if (random.nextInt(4) == 0) {
                consumer.failNextSync(new WakeupException());
            }
            long failures = metrics.failedCommits();
            long begun = time.nanoTime();
            commit.run();
            assertThat(time.nanoTime() - begun)
                    .isLessThanOrEqualTo(Duration.ofSeconds(4).toNanos());
            if (!everythingIsCommitted()) {
                assertThat(metrics.failedCommits()).isGreaterThan(failures);
                assertThat(log.lines().get(log.lines().size() - 1)).contains("will be handled again");
            }
            consumer.answerLate(Duration.ZERO, null);
        }

        private boolean everythingIsCommitted() {
            return next.entrySet().stream().allMatch(entry -> consumer.groupOffset(entry.getKey()) == entry.getValue());
        }

        private void assertThatCommitsOnlyAdvance() {
            for (TopicPartition partition : PARTITIONS) {
                long offset = consumer.groupOffset(partition);
                assertThat(offset).isGreaterThanOrEqualTo(committed.getOrDefault(partition, 0L));
                committed.put(partition, offset);
                if (next.containsKey(partition)) {
                    assertThat(offset).isLessThanOrEqualTo(next.get(partition));
                }
            }
        }
    }

    @Test
    void whatIsHandledIsCommittedOrAWarningSaysThatItIsNot() {
        for (long seed = 0; seed < 2_000; seed++) {
            Life life = new Life(seed);
            int steps = life.random.nextInt(60);
            for (int step = 0; step < steps; step++) {
                life.step();
            }
            life.commitAndWait(life.commits::commitLast);
            life.assertThatCommitsOnlyAdvance();
            life.assignment.remove(PARTITIONS);
        }
    }
}
