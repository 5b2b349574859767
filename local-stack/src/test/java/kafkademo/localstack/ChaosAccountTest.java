package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kafkademo.localstack.ChaosAccount.Fault;
import kafkademo.localstack.ChaosEvidence.Ack;
import kafkademo.localstack.ChaosEvidence.Commit;
import kafkademo.localstack.ChaosEvidence.Excuse;
import kafkademo.localstack.ChaosEvidence.Handling;
import kafkademo.localstack.ChaosEvidence.Recreation;
import kafkademo.localstack.ChaosEvidence.Stored;
import kafkademo.testing.Position;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Feeds the account with one fault at a time: a check that never finds any would pass every run. */
class ChaosAccountTest {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

    private final List<Ack> acks = new ArrayList<>();
    private final List<Handling> handlings = new ArrayList<>();
    private final List<Excuse> excuses = new ArrayList<>();
    private final List<Recreation> recreations = new ArrayList<>();
    private final List<Stored> log = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();

    /** Adds records that were sent, stored and handled, in the seconds of their offsets. */
    private void wellDone(int from, int to) {
        for (int offset = from; offset < to; offset++) {
            acks.add(ack(offset, offset));
            log.add(stored(offset));
            handlings.add(handling(offset, offset));
        }
    }

    private static Position at(int offset) {
        return new Position(PARTITION.topic(), PARTITION.partition(), offset);
    }

    private static Ack ack(int offset, int second) {
        return new Ack(Instant.ofEpochSecond(second), "producer-1", at(offset), "id-" + offset);
    }

    private static Stored stored(int offset) {
        return new Stored(at(offset), "id-" + offset, 1_000L * offset, false);
    }

    private static Handling handling(int offset, int second) {
        return new Handling(Instant.ofEpochSecond(second), "consumer-1", at(offset), "id-" + offset);
    }

    private ChaosAccount account() {
        return new ChaosAccount(new ChaosEvidence(acks, handlings, excuses, recreations, log, commits));
    }

    private void assertFaults(Map<Fault, Integer> expected) {
        Map<Fault, Integer> found = new EnumMap<>(Fault.class);
        account().faults().forEach((fault, cases) -> {
            if (!cases.isEmpty()) {
                found.put(fault, cases.size());
            }
        });
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aRunWithoutFaultsIsSound() {
        wellDone(0, 10);
        assertFaults(Map.of());
    }

    @Test
    void anAcknowledgedRecordThatIsNotStoredIsLost() {
        wellDone(0, 10);
        acks.add(ack(10, 10));
        assertFaults(Map.of(Fault.LOST, 1));
    }

    @Test
    void anAcknowledgedRecordInWhosePlaceThereIsAnotherOneIsLost() {
        wellDone(0, 10);
        acks.add(new Ack(Instant.ofEpochSecond(5), "producer-1", at(5), "another"));
        assertFaults(Map.of(Fault.LOST, 1));
    }

    @Test
    void aRecordThatIsStoredAgainIsFound() {
        wellDone(0, 10);
        log.add(new Stored(at(10), "id-3", 10_000, false));
        handlings.add(new Handling(Instant.ofEpochSecond(10), "consumer-1", at(10), "id-3"));
        assertFaults(Map.of(Fault.STORED_TWICE, 1));
    }

    @Test
    void aRecordThatIsStoredBeforeAnEarlierOneIsFound() {
        wellDone(0, 10);
        log.set(4, new Stored(at(4), "id-4", 9_000, false));
        log.set(9, new Stored(at(9), "id-9", 4_000, false));
        assertFaults(Map.of(Fault.STORED_OUT_OF_ORDER, 5));
    }

    @Test
    void aMovedClockIsNoFaultAndHidesNone() {
        long moved = -ChaosAction.CLOCK_STEP.toMillis();
        wellDone(0, 10);
        for (int offset = 3; offset < 8; offset++) {
            log.set(offset, new Stored(at(offset), "id-" + offset, 1_000L * offset + moved, false));
        }
        assertFaults(Map.of());
        assertThat(account().madeByMovedClock()).isEqualTo(5);
        log.set(5, new Stored(at(5), "id-5", 9_000 + moved, false));
        assertFaults(Map.of(Fault.STORED_OUT_OF_ORDER, 2));
    }

    @Test
    void aStoredRecordThatIsNotHandledIsFound() {
        wellDone(0, 10);
        handlings.remove(4);
        assertFaults(Map.of(Fault.NOT_HANDLED, 1));
    }

    @Test
    void aHandledRecordThatIsNotStoredIsFound() {
        wellDone(0, 10);
        handlings.add(handling(10, 10));
        assertFaults(Map.of(Fault.PHANTOM, 1));
    }

    @Test
    void aRecordOfAnAbortedTransactionMustNotBeHandled() {
        wellDone(0, 10);
        log.add(new Stored(at(10), null, 10_000, true));
        assertFaults(Map.of());
        handlings.add(handling(10, 10));
        assertFaults(Map.of(Fault.ABORTED_READ, 1));
    }

    @Test
    void aRecordThatIsHandledAgainNeedsAReason() {
        wellDone(0, 10);
        handlings.add(handling(8, 20));
        assertFaults(Map.of(Fault.HANDLED_AGAIN, 1));
        excuses.add(new Excuse(Instant.ofEpochSecond(15), "consumer-1", Map.of(PARTITION, 8L), "killed"));
        assertFaults(Map.of());
        assertThat(account().repeats()).isEqualTo(Map.of("killed", 1));
    }

    @Test
    void aReasonHoldsOnlyForWhatWasNotCommittedThen() {
        wellDone(0, 10);
        handlings.add(handling(7, 20));
        excuses.add(new Excuse(Instant.ofEpochSecond(15), "consumer-1", Map.of(PARTITION, 8L), "killed"));
        assertFaults(Map.of(Fault.HANDLED_AGAIN, 1));
    }

    @Test
    void aReasonHoldsOnlyForItsTimeAndItsConsumer() {
        wellDone(0, 10);
        handlings.add(handling(8, 20));
        excuses.add(new Excuse(Instant.ofEpochSecond(25), "consumer-1", Map.of(), "killed later"));
        excuses.add(new Excuse(Instant.ofEpochSecond(5), "consumer-1", Map.of(), "killed earlier"));
        excuses.add(new Excuse(Instant.ofEpochSecond(15), "consumer-2", Map.of(), "another one killed"));
        assertFaults(Map.of(Fault.HANDLED_AGAIN, 1));
    }

    @Test
    void aRecordThatIsHandledAfterALaterOneIsFound() {
        wellDone(0, 10);
        handlings.add(handlings.remove(4));
        assertFaults(Map.of(Fault.HANDLED_OUT_OF_ORDER, 1));
    }

    @Test
    void aRecordMustBeHandledBeforeItIsCommitted() {
        wellDone(0, 10);
        commits.add(new Commit(Instant.ofEpochSecond(7), PARTITION, 8L));
        assertFaults(Map.of());
        commits.add(new Commit(Instant.ofEpochSecond(8), PARTITION, 10L));
        assertFaults(Map.of(Fault.COMMITTED_TOO_EARLY, 1));
    }

    @Test
    void aCommitOfTheOldTopicSaysNothingAboutTheNewOne() {
        wellDone(0, 5);
        recreations.add(recreation(10, 20, 5));
        commits.add(new Commit(Instant.ofEpochSecond(9), PARTITION, 100L));
        log.add(stored(5));
        handlings.add(handling(5, 21));
        assertFaults(Map.of());
    }

    @Test
    void whatWasInADeletedTopicIsCountedApart() {
        wellDone(0, 5);
        acks.addAll(List.of(ack(5, 5), ack(6, 6)));
        recreations.add(recreation(10, 20, 5));
        assertFaults(Map.of());
        assertThat(account().goneWithTheirTopic()).isEqualTo(2);
    }

    @Test
    void aTopicThatWasCreatedAgainIsComparedFromWhenItWasSettled() {
        recreations.add(recreation(10, 20, 2));
        log.addAll(List.of(stored(0), stored(1), stored(2), stored(3)));
        acks.addAll(List.of(ack(2, 21), ack(3, 22), ack(4, 23)));
        handlings.addAll(List.of(handling(1, 15), handling(2, 21)));
        assertFaults(Map.of(Fault.LOST, 1, Fault.NOT_HANDLED, 1));
        assertThat(account().passedOver()).isEqualTo(1);
    }

    @Test
    void theSamePositionInTheOldAndInTheNewTopicIsNoRepeat() {
        wellDone(0, 5);
        recreations.add(recreation(10, 20, 0));
        acks.clear();
        for (int offset = 0; offset < 5; offset++) {
            handlings.add(handling(offset, 21 + offset));
        }
        assertFaults(Map.of());
    }

    @Test
    void aRepeatInATopicBeforeItWasDeletedNeedsAReason() {
        wellDone(0, 5);
        handlings.add(handling(4, 5));
        recreations.add(recreation(10, 20, 5));
        assertFaults(Map.of(Fault.HANDLED_AGAIN, 1));
    }

    private static Recreation recreation(int begun, int settled, long end) {
        return new Recreation(
                PARTITION.topic(),
                Instant.ofEpochSecond(begun),
                Instant.ofEpochSecond(settled),
                Map.of(PARTITION, end));
    }
}
