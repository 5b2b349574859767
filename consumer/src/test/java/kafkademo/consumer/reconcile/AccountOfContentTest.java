package kafkademo.consumer.reconcile;

import static kafkademo.consumer.reconcile.AccountTest.assertOnly;
import static kafkademo.consumer.reconcile.AccountTest.example;
import static kafkademo.consumer.reconcile.AccountTest.log;
import static kafkademo.consumer.reconcile.Log.ORDERS_0;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kafkademo.consumer.decode.Events;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Events with unexpected content, and dead letters. */
class AccountOfContentTest {
    private static final TopicPartition LETTERS_0 = new TopicPartition("orders.dead-letter", 0);

    private static ConsumerRecord<byte[], byte[]> ofProducer(long offset, String drift, String value) {
        ConsumerRecord<byte[], byte[]> record = Log.record(ORDERS_0, offset, offset, "id-" + offset, null, value);
        record.headers().add("event_type", Log.bytes("stock_replenished"));
        if (drift != null) {
            record.headers().add("injected_drift", Log.bytes(drift));
        }
        return record;
    }

    private static String stock(String level) {
        return Events.EXPECTED.replace("5", level);
    }

    @Test
    void unexpectedEventsAreExplainedByTheirHeaderOrComeFromOutside() {
        Account account = log(0, 3, 4)
                .add(ofProducer(0, null, stock("5")))
                .add(ofProducer(1, "wrong_type", stock("\"5\"")))
                .add(ORDERS_0, 2, "outside", null, "{}")
                .add(ofProducer(3, "wrong_type", stock("\"5\"")))
                .account();

        assertThat(account.total().get(Count.PROCESSED)).isEqualTo(3);
        assertThat(account.total().get(Count.UNEXPECTED)).isEqualTo(2);
        assertThat(account.total().get(Count.WAITING)).isEqualTo(1);
        assertThat(account.differences()).isEmpty();
    }

    @Test
    void reportsEventsThatAreUnexpectedWithoutTheHeader() {
        Account account = log(0, 1, 2)
                .add(ofProducer(0, null, stock("\"5\"")))
                .add(ofProducer(1, null, stock("5")))
                .account();

        assertOnly(
                account,
                Count.EVENT_UNEXPECTED,
                1,
                List.of(example(ORDERS_0, 0, "event_id", "id-0", "unexpected", "level is of type string, not number")));
    }

    @Test
    void reportsEventsThatAreAsExpectedInSpiteOfTheHeader() {
        Account account =
                log(0, 1, 1).add(ofProducer(0, "wrong_type", stock("5"))).account();

        assertOnly(
                account,
                Count.DRIFT_AS_EXPECTED,
                1,
                List.of(example(ORDERS_0, 0, "event_id", "id-0", "injected_drift", "wrong_type")));
        assertThat(account.total().get(Count.UNEXPECTED)).isZero();
    }

    private static ConsumerRecord<byte[], byte[]> letter(long at, String topic, String partition, String offset) {
        ConsumerRecord<byte[], byte[]> letter = Log.record(LETTERS_0, at, at, "b", "truncated", "{");
        letter.headers()
                .add("dead_letter_topic", Log.bytes(topic))
                .add("dead_letter_partition", Log.bytes(partition))
                .add("dead_letter_offset", offset == null ? null : Log.bytes(offset));
        return letter;
    }

    @Test
    void countsDeadLettersForTheTopicThatTheyComeFrom() {
        Account account = log(1, 2, 3)
                .partition(LETTERS_0, 5, -1, 8)
                .add(ORDERS_0, 1, "b", "truncated", "{")
                .add(ORDERS_0, 2, "c", null, "{}")
                .add(letter(5, "orders", "0", "0")) // removed from the log since
                .add(letter(7, "orders", "0", "1"))
                .account();

        assertThat(account.topics()).containsOnlyKeys("orders");
        assertThat(account.total().get(Count.DEAD_LETTERS)).isEqualTo(2);
        assertThat(account.total().get(Count.SENT)).isEqualTo(2);
        assertThat(account.differences()).isEmpty();
    }

    @Test
    void reportsDeadLettersThatNameNoRecordOfTheLog() {
        Account account = log(0, 0, 0)
                .partition(LETTERS_0, 0, -1, 5)
                .add(letter(0, "orders", "0", "0"))
                .add(letter(1, "orders", "1", "0"))
                .add(letter(2, "other", "0", "0"))
                .add(letter(3, "orders", "0", "-1x"))
                .add(letter(4, "orders", "0", null))
                .account();

        assertThat(account.total().get(Count.DEAD_LETTERS)).isEqualTo(5);
        assertThat(account.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Count.DEAD_LETTERS_ASTRAY);
            assertThat(difference.count()).isEqualTo(5);
            assertThat(difference.examples())
                    .contains(example(LETTERS_0, 3, "event_id", "b", "injected_fault", "truncated"));
        });
    }
}
