package kafkademo.localstack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kafkademo.localstack.ChaosEvidence.Ack;
import kafkademo.localstack.ChaosEvidence.Commit;
import kafkademo.localstack.ChaosEvidence.Excuse;
import kafkademo.localstack.ChaosEvidence.Handling;
import kafkademo.localstack.ChaosEvidence.Recreation;
import kafkademo.localstack.ChaosEvidence.Stored;
import kafkademo.testing.Position;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares what the services said with what the topics hold. It does not rely on the services' counters.
 *
 * <p>A topic that was created again is compared from the time when it was settled. What happened before is counted apart.
 */
final class ChaosAccount {
    /** What must not happen. */
    enum Fault {
        LOST("lost: acknowledged, but not in the log"),
        STORED_TWICE("duplicated: in the log twice"),
        STORED_OUT_OF_ORDER("reordered: in the log before a record that the same producer made earlier"),
        NOT_HANDLED("missed: in the log, but not handled"),
        PHANTOM("read before it was acknowledged: handled, but not in the log"),
        ABORTED_READ("aborted read: handled, although its transaction was aborted"),
        COMMITTED_TOO_EARLY("committed before it was handled"),
        HANDLED_AGAIN("repeated: handled again, with nothing to explain it"),
        HANDLED_OUT_OF_ORDER("reordered: handled after a later record of its partition");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** A partition of a topic that has been created again {@code epoch} times. */
    private record Era(TopicPartition partition, long epoch) {}

    private final ChaosEvidence evidence;
    private final Map<Position, Stored> log = new HashMap<>();

    /** The partitions of topics that were created again, and the first offset that counts. */
    private final Map<TopicPartition, Long> begin = new HashMap<>();

    private final Map<Fault, List<String>> faults = new EnumMap<>(Fault.class);
    private final Map<String, Integer> repeats = new TreeMap<>();
    private int goneWithTheirTopic;
    private int passedOver;
    private int madeByMovedClock;

    ChaosAccount(ChaosEvidence evidence) {
        this.evidence = evidence;
        for (Fault fault : Fault.values()) {
            faults.put(fault, new ArrayList<>());
        }
        evidence.log().forEach(stored -> log.put(stored.position(), stored));
        evidence.recreations().forEach(recreation -> begin.putAll(recreation.ends()));
        compareAcknowledged();
        compareStored();
        compareOrderOfStored();
        compareHandled();
        compareOrderOfHandled();
        compareCommitted();
    }

    /** Returns what must not have happened, each case in words. */
    Map<Fault, List<String>> faults() {
        return faults;
    }

    /** Returns how many handlings were repeats, by what explains them. */
    Map<String, Integer> repeats() {
        return repeats;
    }

    /** Returns how many acknowledged records were deleted together with their topic. */
    int goneWithTheirTopic() {
        return goneWithTheirTopic;
    }

    /** Returns how many records of a topic that was created again were below the offset at which the consumer went on. */
    int passedOver() {
        return passedOver;
    }

    /** Returns how many records the topics hold. */
    int stored() {
        return log.size();
    }

    /** Returns how many of them belong to aborted transactions. */
    long aborted() {
        return log.values().stream().filter(Stored::aborted).count();
    }

    /** Returns how many of the records that the topics hold were made while their producer's clock was moved. */
    int madeByMovedClock() {
        return madeByMovedClock;
    }

    private void compareAcknowledged() {
        for (Ack ack : evidence.acks()) {
            Stored stored = log.get(ack.position());
            if (stored != null && agree(ack.eventId(), stored)) {
                continue;
            }
            if (isOfLastTopic(ack.position().topic(), ack.time())) {
                add(Fault.LOST, ack);
            } else {
                goneWithTheirTopic++;
            }
        }
    }

    private void compareStored() {
        Set<Position> handled = new HashSet<>();
        for (Handling handling : evidence.handlings()) {
            if (mayBeOfLastTopic(handling)) {
                handled.add(handling.position());
            }
        }
        Set<String> ids = new HashSet<>();
        for (Stored stored : evidence.log()) {
            if (stored.eventId() != null && !ids.add(stored.eventId())) {
                add(Fault.STORED_TWICE, stored);
            }
            if (!stored.aborted() && !handled.contains(stored.position())) {
                if (counts(stored.position())) {
                    add(Fault.NOT_HANDLED, stored);
                } else {
                    passedOver++;
                }
            }
        }
    }

    /**
     * A producer sends in the order in which it makes its records, so their times must not go back within a partition, unless its
     * clock was moved.
     */
    private void compareOrderOfStored() {
        Map<String, Ack> acks = new HashMap<>();
        evidence.acks().forEach(ack -> acks.put(ack.eventId(), ack));
        Map<List<Object>, Long> latest = new HashMap<>();
        evidence.log().stream()
                .filter(stored -> stored.eventId() != null && acks.containsKey(stored.eventId()))
                .sorted(Comparator.comparing(Stored::position))
                .forEach(stored -> {
                    Ack ack = acks.get(stored.eventId());
                    TopicPartition partition = stored.position().topicPartition();
                    long clockSteps = clockSteps(ack, stored);
                    madeByMovedClock += clockSteps == 0 ? 0 : 1;
                    List<Object> stream = List.of(ack.by(), partition, clockSteps);
                    if (latest.merge(stream, stored.timestamp(), Math::max) > stored.timestamp()) {
                        add(Fault.STORED_OUT_OF_ORDER, stored);
                    }
                });
    }

    /** Returns by how many steps the clock was moved when a record was made. */
    private static long clockSteps(Ack ack, Stored stored) {
        double ahead = stored.timestamp() - ack.time().toEpochMilli();
        return Math.round(ahead / ChaosAction.CLOCK_STEP.toMillis());
    }

    private void compareHandled() {
        Map<List<Object>, Handling> last = new HashMap<>();
        for (Handling handling : evidence.handlings()) {
            Era era = era(handling.position(), handling.time());
            if (era == null) {
                continue;
            }
            if (isOfLastTopic(handling.position().topic(), handling.time())) {
                compareWithLog(handling);
            }
            Handling before = last.put(List.of(era, handling.position().offset()), handling);
            if (before != null) {
                addRepeat(before, handling);
            }
        }
    }

    private void compareWithLog(Handling handling) {
        Stored stored = log.get(handling.position());
        if (stored == null || !agree(handling.eventId(), stored)) {
            add(Fault.PHANTOM, handling);
        } else if (stored.aborted()) {
            add(Fault.ABORTED_READ, handling);
        }
    }

    private void addRepeat(Handling before, Handling again) {
        evidence.excuses().stream()
                .filter(excuse -> excuse.covers(before, again))
                .map(Excuse::why)
                .findFirst()
                .ifPresentOrElse(
                        why -> repeats.merge(why, 1, Integer::sum),
                        () -> add(Fault.HANDLED_AGAIN, List.of(before, again)));
    }

    /** Looks only at when each record was handled for the first time: repeats are compared elsewhere. */
    private void compareOrderOfHandled() {
        Set<List<Object>> seen = new HashSet<>();
        Map<Era, Long> furthest = new HashMap<>();
        for (Handling handling : evidence.handlings()) {
            long offset = handling.position().offset();
            Era era = era(handling.position(), handling.time());
            if (era == null || !counts(handling.position()) || !seen.add(List.of(era, offset))) {
                continue;
            }
            if (furthest.merge(era, offset, Math::max) > offset) {
                add(Fault.HANDLED_OUT_OF_ORDER, handling);
            }
        }
    }

    /** Compares when each position was committed with when the last of the records before it was handled. */
    private void compareCommitted() {
        Map<TopicPartition, TreeMap<Long, Instant>> firsts = new HashMap<>();
        for (Handling handling : evidence.handlings()) {
            Position position = handling.position();
            if (isOfLastTopic(position.topic(), handling.time()) && counts(position)) {
                firsts.computeIfAbsent(position.topicPartition(), any -> new TreeMap<>())
                        .putIfAbsent(position.offset(), handling.time());
            }
        }
        for (Commit commit : evidence.commits()) {
            TreeMap<Long, Instant> handled = firsts.getOrDefault(commit.partition(), new TreeMap<>());
            if (commit.offset() != null && isOfLastTopic(commit.partition().topic(), commit.time())) {
                // Within a partition the order is compared elsewhere, so the record just before tells.
                Map.Entry<Long, Instant> before = handled.lowerEntry(commit.offset());
                if (before != null && before.getValue().isAfter(commit.time())) {
                    add(Fault.COMMITTED_TOO_EARLY, commit);
                }
            }
        }
    }

    private void add(Fault fault, Object found) {
        faults.get(fault).add(found.toString());
    }

    private static boolean agree(String eventId, Stored stored) {
        return eventId == null || stored.eventId() == null || eventId.equals(stored.eventId());
    }

    /** Returns whether a record of the topic as it is now was written after the topic was settled. */
    private boolean counts(Position position) {
        return position.offset() >= begin.getOrDefault(position.topicPartition(), 0L);
    }

    /** Returns the era of a position that a line tells of, or {@code null} if it can be the old topic or the new one. */
    private Era era(Position position, Instant time) {
        long epoch = 0;
        for (Recreation recreation : recreationsOf(position.topic())) {
            if (time.isAfter(recreation.settled())) {
                epoch++;
            } else if (time.isAfter(recreation.begun())) {
                return null;
            }
        }
        return new Era(position.topicPartition(), epoch);
    }

    private boolean isOfLastTopic(String topic, Instant time) {
        return recreationsOf(topic).stream().allMatch(recreation -> time.isAfter(recreation.settled()));
    }

    private boolean mayBeOfLastTopic(Handling handling) {
        return recreationsOf(handling.position().topic()).stream()
                .allMatch(recreation -> handling.time().isAfter(recreation.begun()));
    }

    private List<Recreation> recreationsOf(String topic) {
        return evidence.recreations().stream()
                .filter(recreation -> recreation.topic().equals(topic))
                .toList();
    }
}
