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
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A mock whose polls take simulated time. It records polls and commits, and holds back or fails commits on request. */
final class SimulatedConsumer extends MockConsumer<byte[], byte[]> {
    static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);

    /** A poll: when it began and ended, and the partitions that were paused at its end. */
    record Poll(Duration began, Duration ended, Set<TopicPartition> paused) {}

    private record Held(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {}

    private final SimulatedTime time;
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    private final List<Poll> polls = new ArrayList<>();
    private final List<String> commits = new ArrayList<>();
    private final Deque<Held> held = new ArrayDeque<>();
    private final Deque<KafkaException> syncFailures = new ArrayDeque<>();
    private final Map<TopicPartition, OffsetAndMetadata> groupOffsets = new HashMap<>();
    private final Map<TopicPartition, OffsetAndTimestamp> offsetsByTime = new HashMap<>();
    private Duration answerDelay = Duration.ZERO;
    private Exception heldFailure;
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
            add(Records.record(partition, offset));
        }
    }

    /** Adds a record, which can be read again after a seek. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        log.add(record);
        addRecord(record);
    }

    /** Makes the records available again that have been read, which the mock forgets. */
    @Override
    public synchronized void seek(TopicPartition partition, OffsetAndMetadata offset) {
        long end = position(partition);
        super.seek(partition, offset);
        log.stream()
                .filter(record -> partition.equals(new TopicPartition(record.topic(), record.partition())))
                .filter(record -> record.offset() >= offset.offset() && record.offset() < end)
                .forEach(this::addRecord);
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        Duration began = time.elapsed();
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        if (records.isEmpty()) {
            time.pass(timeout);
        }
        polls.add(new Poll(began, time.elapsed(), Set.copyOf(paused())));
        return records;
    }

    /** Leaves out revoked partitions, which the mock keeps. */
    @Override
    public synchronized Set<TopicPartition> paused() {
        Set<TopicPartition> paused = new HashSet<>(super.paused());
        paused.retainAll(assignment());
        return paused;
    }

    /** From now on no lag is known, as if nothing had been fetched. */
    void forgetWhatWasFetched() {
        knowsLag = false;
    }

    @Override
    public synchronized OptionalLong currentLag(TopicPartition partition) {
        return knowsLag ? super.currentLag(partition) : OptionalLong.empty();
    }

    /** The records of this time and later start here. */
    void addOffsetForTime(TopicPartition partition, long time, long offset) {
        offsetsByTime.put(partition, new OffsetAndTimestamp(offset, time));
    }

    /** As the broker does, knows no offset of a time after the last record. */
    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times, Duration timeout) {
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        times.forEach((partition, time) -> {
            OffsetAndTimestamp known = offsetsByTime.get(partition);
            found.put(partition, known != null && known.timestamp() >= time ? known : null);
        });
        return found;
    }

    List<Poll> polls() {
        return polls;
    }

    /** From now on the answers to commits without waiting are held back. */
    void holdCommits() {
        holding = true;
    }

    /** Answers the oldest held commit: accepted, or refused with {@code failure}. */
    void answerHeld(Exception failure) {
        Held oldest = held.remove();
        if (failure == null) {
            groupOffsets.putAll(oldest.offsets);
            super.commitAsync(oldest.offsets, oldest.callback);
        } else {
            oldest.callback.onComplete(oldest.offsets, failure);
        }
    }

    int heldCommits() {
        return held.size();
    }

    /** The next commit with waiting that has offsets fails with this. */
    void failNextSync(KafkaException failure) {
        syncFailures.add(failure);
    }

    /** The coordinator takes this long to answer, and refuses with {@code failure} the commits it holds. */
    void answerLate(Duration delay, Exception failure) {
        answerDelay = delay;
        heldFailure = failure;
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
            groupOffsets.putAll(offsets);
        }
        super.commitAsync(offsets, callback);
    }

    /** As the client does, first answers the commits under way, which is all that it does without offsets. */
    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        if (answerDelay.compareTo(timeout) > 0) {
            time.pass(timeout);
            throw new TimeoutException("no answer");
        }
        time.pass(answerDelay);
        while (!held.isEmpty()) {
            answerHeld(heldFailure);
        }
        if (offsets.isEmpty()) {
            return;
        }
        if (!syncFailures.isEmpty()) {
            throw syncFailures.remove();
        }
        commits.add("sync " + text(offsets));
        groupOffsets.putAll(offsets);
        super.commitSync(offsets, timeout);
    }

    /** The group's offset of a partition according to the broker, 0 if there is none. */
    long groupOffset(TopicPartition partition) {
        OffsetAndMetadata offset = groupOffsets.get(partition);
        return offset == null ? 0 : offset.offset();
    }

    /** Returns the commits, each as {@code async {orders-0=5}}. */
    List<String> commits() {
        return commits;
    }

    private static String text(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<String, Long> sorted = new TreeMap<>();
        offsets.forEach((partition, offset) -> sorted.put(partition.toString(), offset.offset()));
        return sorted.toString();
    }
}
