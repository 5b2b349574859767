package kafkademo.consumer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kafkademo.common.Topic;
import kafkademo.consumer.reconcile.Report.Difference;
import kafkademo.consumer.reconcile.Report.Fault;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random logs with known differences: the account must find exactly these. */
class AccountPropertyTest {
    private static final String[] FAULTS = {"truncated", "empty", "single_quotes", "trailing_garbage"};

    /** What the logs hold. */
    private static final class Truth {
        private final Map<Count, Set<String>> differences = new EnumMap<>(Count.class);
        private long records;
        private long processed;
        private long decodeErrors;
        private long waiting;
        private long waitingMalformed;
        private long removed;
        private long repeatedIds;

        void differs(Count kind, TopicPartition partition, long offset) {
            differences.computeIfAbsent(kind, any -> new HashSet<>()).add(partition + "@" + offset);
        }
    }

    private final Truth truth = new Truth();
    private final List<ConsumerRecord<byte[], byte[]>> written = new ArrayList<>();
    private final Log log = new Log();
    private Random random;
    private long nextId;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void addsUpAndFindsExactlyTheDifferences(long seed) {
        random = new Random(seed);
        for (Topic topic : Topic.values()) {
            for (int partition = 0; partition < 3; partition++) {
                fill(new TopicPartition(topic.topicName(), partition));
            }
        }

        Account account = log.account();

        assertNumbers(account);
        assertDifferences(account.differences());
    }

    private void fill(TopicPartition partition) {
        long start = random.nextInt(3) * 1_000L;
        long end = start + random.nextInt(1_000);
        long committed = switch (random.nextInt(5)) {
            case 0 -> -1;
            case 1 -> Math.max(0, start - random.nextInt(5));
            case 2 -> end + random.nextInt(5);
            default -> start + random.nextInt((int) (end - start) + 1);
        };
        log.partition(partition, start, committed, end);
        truth.removed += start;
        for (long offset = committed; committed >= 0 && offset < start; offset++) {
            truth.differs(Count.REMOVED_UNREAD, partition, offset);
        }
        for (long offset = end; offset < committed; offset++) {
            truth.differs(Count.COMMITTED_BEYOND_END, partition, offset);
        }
        for (long offset = start; offset < end; offset++) {
            int draw = random.nextInt(100);
            if (draw < 2) {
                truth.differs(Count.MISSING, partition, offset);
            } else {
                write(draw, partition, offset, offset < committed);
            }
        }
    }

    private void write(int draw, TopicPartition partition, long offset, boolean handled) {
        boolean malformed = draw >= 80;
        String fault = malformed ? FAULTS[random.nextInt(FAULTS.length)] : null;
        String id = draw == 2 ? null : "id-" + nextId++;
        String value = malformed ? malformed(fault) : event(id);
        ConsumerRecord<byte[], byte[]> original =
                written.isEmpty() ? null : written.get(random.nextInt(written.size()));
        ConsumerRecord<byte[], byte[]> record = Log.record(partition, offset, random.nextLong(), id, fault, value);
        if (draw == 3) {
            record = Log.record(partition, offset, random.nextLong(), id, "truncated", value);
            truth.differs(Count.FAULT_DECODED_AS_EVENT, partition, offset);
        } else if (draw == 80) {
            record = Log.record(partition, offset, random.nextLong(), id, null, value + "x" + random.nextLong());
            truth.differs(Count.EVENT_DECODED_AS_ERROR, partition, offset);
        } else if (draw == 4 && original != null) {
            record = Log.record(partition, offset, random.nextLong(), id(original), null, text(original.value()));
            truth.differs(Count.REPEATED, partition, offset);
        } else if (draw == 5 && original != null) {
            record = Log.record(partition, offset, random.nextLong(), id(original), null, event("another run"));
            truth.repeatedIds++;
        } else if (draw >= 10 && draw < 80) {
            written.add(record);
        }
        log.add(record);
        count(handled, malformed);
    }

    private void count(boolean handled, boolean malformed) {
        truth.records++;
        truth.processed += handled && !malformed ? 1 : 0;
        truth.decodeErrors += handled && malformed ? 1 : 0;
        truth.waiting += handled ? 0 : 1;
        truth.waitingMalformed += !handled && malformed ? 1 : 0;
    }

    private String event(String id) {
        return "{\"event_id\":\"" + id + "\",\"n\":" + random.nextLong() + "}";
    }

    private String malformed(String fault) {
        return switch (fault) {
            case "truncated" -> "{\"n\":" + random.nextLong();
            case "empty" -> "";
            case "single_quotes" -> "{'n':" + random.nextLong() + "}";
            default -> "{\"n\":" + random.nextLong() + "}}";
        };
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return text(record.headers().lastHeader("event_id").value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void assertNumbers(Account account) {
        assertThat(account.total().get(Count.SENT)).isEqualTo(truth.records);
        assertThat(account.total().get(Count.PROCESSED)).isEqualTo(truth.processed);
        assertThat(account.total().get(Count.DECODE_ERRORS)).isEqualTo(truth.decodeErrors);
        assertThat(account.total().get(Count.WAITING)).isEqualTo(truth.waiting);
        assertThat(account.total().get(Count.WAITING_MALFORMED)).isEqualTo(truth.waitingMalformed);
        assertThat(account.total().get(Count.REMOVED)).isEqualTo(truth.removed);
        assertThat(account.total().get(Count.REPEATED_IDS)).isEqualTo(truth.repeatedIds);
        assertThat(account.total().get(Count.NOT_COMPARED)).isZero();
        assertThat(account.faults().stream().mapToLong(Fault::events).sum()).isEqualTo(truth.processed);
        assertThat(account.faults().stream().mapToLong(Fault::records).sum())
                .isEqualTo(truth.processed + truth.decodeErrors);
        assertThat(account.faults().stream()
                        .flatMap(fault -> fault.decodeErrors().values().stream())
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(truth.decodeErrors);
    }

    private void assertDifferences(List<Difference> differences) {
        assertThat(differences).extracting(Difference::kind).containsExactlyElementsOf(truth.differences.keySet());
        for (Difference difference : differences) {
            Set<String> places = truth.differences.get(difference.kind());
            assertThat(difference.count()).as(difference.kind().toString()).isEqualTo(places.size());
            assertThat(difference.examples()).isNotEmpty().hasSizeLessThanOrEqualTo(Account.MAX_EXAMPLES);
            difference
                    .examples()
                    .forEach(example ->
                            assertThat(places).as(difference.kind().toString()).contains(place(example)));
        }
    }

    private static String place(Map<String, Object> example) {
        return example.get("topic") + "-" + example.get("partition") + "@" + example.get("offset");
    }
}
