package kafkademo.consumer.poll;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A mock that takes the time a poll takes, remembers what is asked of it, and fails commits when told to. */
final class SimulatedConsumer extends MockConsumer<byte[], byte[]> {
    static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);

    /** A poll: when it began and ended, and what was paused at its end. */
    record Poll(Duration began, Duration ended, Set<TopicPartition> paused) {}

    private record Held(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {}

    private final SimulatedTime time;
    private final List<Poll> polls = new ArrayList<>();
    private final List<String> commits = new ArrayList<>();
    private final Deque<Held> held = new ArrayDeque<>();
    private final Deque<KafkaException> syncFailures = new ArrayDeque<>();
    private boolean holding;
    private boolean knowsLag = true;

    SimulatedConsumer(SimulatedTime time) {
        super("earliest");
        this.time = time;
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        for (int partition = 0; partition < 3; partition++) {
            beginnings.put(new TopicPartition("orders", partition), 0L);
        }
        updateBeginningOffsets(beginnings);
        updateEndOffsets(beginnings);
    }

    /** Adds records with offsets {@code from} to {@code to}, the latter excluded. */
    void addRecords(TopicPartition partition, long from, long to) {
        for (long offset = from; offset < to; offset++) {
            addRecord(Records.record(partition, offset));
        }
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        Duration began = Duration.ofNanos(time.nanoTime());
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        if (records.isEmpty()) {
            time.pass(timeout);
        }
        polls.add(new Poll(began, Duration.ofNanos(time.nanoTime()), Set.copyOf(paused())));
        return records;
    }

    /** The mock forgets to forget those that were revoked. */
    @Override
    public synchronized Set<TopicPartition> paused() {
        Set<TopicPartition> paused = new HashSet<>(super.paused());
        paused.retainAll(assignment());
        return paused;
    }

    /** What a client knows that has not fetched of late: no lag. */
    void forgetWhatWasFetched() {
        knowsLag = false;
    }

    @Override
    public synchronized OptionalLong currentLag(TopicPartition partition) {
        return knowsLag ? super.currentLag(partition) : OptionalLong.empty();
    }

    List<Poll> polls() {
        return polls;
    }

    /** From now on commits without waiting stay unanswered until they are told what has become of them. */
    void holdCommits() {
        holding = true;
    }

    /** Answers the oldest held commit. */
    void answerHeld(Exception failure) {
        Held oldest = held.remove();
        oldest.callback.onComplete(oldest.offsets, failure);
    }

    /** The next waiting commit throws this. */
    void failNextSync(KafkaException failure) {
        syncFailures.add(failure);
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        if (callback != null) {
            commits.add("async " + text(offsets));
            if (holding) {
                held.add(new Held(offsets, callback));
                return;
            }
        }
        super.commitAsync(offsets, callback);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        if (!syncFailures.isEmpty()) {
            throw syncFailures.remove();
        }
        commits.add("sync " + text(offsets));
        super.commitSync(offsets, timeout);
    }

    /** The commits, each as {@code async {orders-0=5}}. */
    List<String> commits() {
        return commits;
    }

    private static String text(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<String, Long> sorted = new TreeMap<>();
        offsets.forEach((partition, offset) -> sorted.put(partition.toString(), offset.offset()));
        return sorted.toString();
    }
}
