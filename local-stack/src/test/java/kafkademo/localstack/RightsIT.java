package kafkademo.localstack;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Takes rights away from the services and gives them later. */
@ExtendWith(SecuredBrokerExtension.class)
class RightsIT {
    private static final String WAITING = "waiting for the broker";
    private static final String FAILED = "sends failed";
    private static final String NO_CREATE = "the broker does not let this service create a topic: create it yourself";
    private static final Duration UNHEALTHY = Duration.ofSeconds(15);
    private static final String[] OTHERS = {"payments", "inventory_updates", "user_activity"};
    private static final String[] ALL = TestBroker.TOPICS.toArray(String[]::new);
    private static final String[] LETTERS =
            TestBroker.TOPICS.stream().map(topic -> topic + ".dead-letter").toArray(String[]::new);

    private final SecuredBroker broker;

    RightsIT(SecuredBroker broker) {
        this.broker = broker;
    }

    /** Returns the settings of a user of this name, whose group has the same name. */
    private Map<String, String> user(String name) {
        broker.setPassword(name, "right");
        Map<String, String> settings = new HashMap<>(broker.user(name, "right"));
        settings.put("CONSUMER_GROUP", name);
        settings.put("MESSAGES_PER_SECOND", "50");
        return settings;
    }

    /** Returns the lines about a missing right. Before them, on a busy machine, the service may wait for the broker. */
    private static List<TextLine> denials(ServiceRun consumer) {
        return consumer.lines(WAITING).stream()
                .filter(line -> line.logger().equals("consumer"))
                .toList();
    }

    private static void assertDenied(ServiceRun consumer, String cause) {
        consumer.awaitThat(() -> assertThat(denials(consumer)).hasSizeGreaterThanOrEqualTo(2));
        assertThat(denials(consumer)).allSatisfy(line -> {
            assertThat(line.value("operation")).isEqualTo("Read");
            assertThat(line.value("cause")).isEqualTo(cause);
            assertThat(line.number("next_try_s")).isEqualTo(5);
        });
        assertThat(consumer.lines())
                .extracting(TextLine::message)
                .isSubsetOf(
                        "starting",
                        "consuming",
                        "partitions assigned",
                        "processed",
                        "unexpected event",
                        "JSON decode error",
                        "offset commit failed, trying again every second", // once; a commit needs the right, too
                        WAITING,
                        "summary");
        consumer.awaitThat(() -> assertThat(consumer.sinceHeartbeat()).isGreaterThan(UNHEALTHY));
    }

    @Test
    void aConsumerNamesTheRightThatItLacksAndGoesOnOnceItHasIt() {
        Map<String, String> noGroup = user("no-group");
        broker.allow("no-group", READ, TOPIC, ALL);
        Map<String, String> noTopic = user("no-topic");
        broker.allow("no-topic", DESCRIBE, TOPIC, ALL);
        broker.allow("no-topic", READ, TOPIC, OTHERS);
        broker.allow("no-topic", READ, GROUP, "no-topic");
        try (ServiceRun groupless = ServiceRun.consumer(broker.artifacts(), noGroup);
                ServiceRun topicless = ServiceRun.consumer(broker.artifacts(), noTopic)) {
            assertDenied(groupless, "Not authorized to access group: no-group");
            assertDenied(topicless, "Not authorized to access topics: [orders]");
            assertThat(groupless.handled()).isEmpty();
            assertThat(topicless.handled())
                    .extracting(line -> line.value("topic"))
                    .doesNotContain("orders");
            broker.allow("no-group", READ, GROUP, "no-group");
            broker.allow("no-topic", READ, TOPIC, "orders");
            Map<String, String> all = user("writer");
            broker.allowServices("writer", "writer");
            try (ServiceRun producer = ServiceRun.producer(broker.artifacts(), all)) {
                producer.awaitThat(() -> assertThat(producer.sent())
                        .extracting(line -> line.value("topic"))
                        .contains("orders"));
                for (ServiceRun consumer : new ServiceRun[] {groupless, topicless}) {
                    consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(producer.positions()));
                    consumer.awaitThat(
                            () -> assertThat(consumer.sinceHeartbeat()).isLessThan(UNHEALTHY));
                    consumer.stop();
                }
                producer.stop();
            }
        }
    }

    @Test
    void aProducerNamesTheRightThatItLacksAndGoesOnOnceItHasIt() {
        Map<String, String> noOrders = user("no-orders");
        broker.allow("no-orders", WRITE, TOPIC, OTHERS);
        Map<String, String> nothing = user("nothing");
        try (ServiceRun one = ServiceRun.producer(broker.artifacts(), noOrders);
                ServiceRun none = ServiceRun.producer(broker.artifacts(), nothing)) {
            one.awaitThat(() -> assertThat(one.lines(FAILED))
                    .extracting(line -> line.value("cause"))
                    .containsOnly("Write: Not authorized to access topics: [orders]"));
            none.awaitLines(NO_CREATE, 4);
            none.awaitLines(FAILED, 2);
            assertThat(none.lines(FAILED))
                    .allSatisfy(line -> assertThat(line.value("cause"))
                            .matches("Write: Not authorized to access topics: \\[\\w+]"));
            none.awaitThat(() -> assertThat(none.sinceHeartbeat()).isGreaterThan(UNHEALTHY));
            assertThat(none.sent()).isEmpty();
            // Two lines in ten seconds for each topic, and a line about the rate.
            assertThat(none.lines().size())
                    .isLessThan(12 * none.lines("summary").size() + 12);
            broker.allow("no-orders", WRITE, TOPIC, "orders");
            broker.allow("nothing", WRITE, TOPIC, ALL);
            for (ServiceRun producer : new ServiceRun[] {one, none}) {
                producer.awaitThat(() -> assertThat(producer.sent())
                        .extracting(line -> line.value("topic"))
                        .contains(ALL));
                producer.awaitThat(() -> assertThat(producer.sinceHeartbeat()).isLessThan(UNHEALTHY));
                producer.stop();
            }
        }
    }

    @Test
    void servicesThatMayNotCreateTopicsSayWhichOnesAndWaitForThem() {
        Map<String, String> settings = user("no-create");
        broker.allowServices("no-create", "no-create");
        broker.deleteTopics();
        try (ServiceRun producer = ServiceRun.producer(broker.artifacts(), settings);
                ServiceRun consumer = ServiceRun.consumer(broker.artifacts(), settings)) {
            for (ServiceRun run : new ServiceRun[] {producer, consumer}) {
                run.awaitLines(NO_CREATE, 4);
                assertThat(run.lines(NO_CREATE))
                        .extracting(line -> line.value("topic"))
                        .contains(ALL);
            }
            broker.createTopics();
            producer.awaitThat(() -> assertThat(producer.sent()).isNotEmpty());
            consumer.awaitThat(() -> assertThat(consumer.handled()).isNotEmpty());
            producer.stop();
            consumer.stop();
        }
    }

    @Test
    void aConsumerThatMayNotWriteDeadLettersSaysSoAndHoldsTheRecordsBack() {
        Map<String, String> settings = user("no-letters");
        broker.allowServices("no-letters", "no-letters");
        settings.put("ERROR_RATE", "1");
        Map<String, String> letters = new HashMap<>(settings);
        letters.put("ON_DECODE_ERROR", "dead-letter");
        try (ServiceRun producer = ServiceRun.producer(broker.artifacts(), settings);
                ServiceRun consumer = ServiceRun.consumer(broker.artifacts(), letters)) {
            producer.awaitThat(() -> assertThat(producer.sent()).isNotEmpty());
            producer.stop();
            consumer.awaitLines("blocked", 2);
            assertThat(consumer.lines("blocked"))
                    .allSatisfy(line -> assertThat(line.value("cause"))
                            .isEqualTo("Not authorized to access topics: [" + line.value("topic") + ".dead-letter]"));
            assertThat(consumer.lines("unblocked")).isEmpty();

            broker.allow("no-letters", CREATE, TOPIC, LETTERS);
            broker.allow("no-letters", WRITE, TOPIC, LETTERS);

            consumer.awaitThat(() -> {
                assertThat(consumer.positions()).containsAll(producer.positions());
                assertThat(consumer.lines("unblocked"))
                        .extracting(TextLine::position)
                        .containsAll(consumer.lines("blocked").stream()
                                .map(TextLine::position)
                                .toList());
            });
            consumer.stop();
            assertThat(consumer.summary().number("dead_letters"))
                    .isEqualTo(consumer.summary().number("decode_errors"));
        }
    }
}
