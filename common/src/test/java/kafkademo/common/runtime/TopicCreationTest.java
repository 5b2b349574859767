package kafkademo.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kafkademo.common.Topic;
import kafkademo.common.log.Log;
import kafkademo.testing.RecordingLog;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCreationTest {
    private final Set<String> wanted = new HashSet<>(Topic.names());
    private final Set<String> existing = new HashSet<>();
    private final Map<String, Exception> refusals = new HashMap<>();
    private final Map<String, NewTopic> created = new TreeMap<>();
    private final RecordingLog log = new RecordingLog();

    /** A broker that creates topics, and knows nothing else. */
    private final Admin admin = (Admin) Proxy.newProxyInstance(
            Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                if (!method.getName().equals("createTopics")) {
                    throw new UnsupportedOperationException(method.getName());
                }
                return createTopics((Collection<?>) arguments[0]);
            });

    private CreateTopicsResult createTopics(Collection<?> topics) throws ReflectiveOperationException {
        Map<String, KafkaFuture<?>> futures = new HashMap<>();
        for (Object element : topics) {
            NewTopic topic = (NewTopic) element;
            Exception refusal = refusals.get(topic.name());
            if (refusal == null) {
                created.put(topic.name(), topic);
            }
            futures.put(topic.name(), future(refusal));
        }
        return made(futures);
    }

    private static KafkaFuture<Void> future(Exception failure) {
        KafkaFutureImpl<Void> future = new KafkaFutureImpl<>();
        if (failure == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(failure);
        }
        return future;
    }

    /** The client keeps the constructor of its result to itself. */
    private static CreateTopicsResult made(Map<String, KafkaFuture<?>> futures) throws ReflectiveOperationException {
        Constructor<?> constructor = CreateTopicsResult.class.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return (CreateTopicsResult) constructor.newInstance(futures);
    }

    private void createMissing() throws Exception {
        TopicCreation.createMissing(admin, wanted, existing, new Log(log.logger()));
    }

    @Test
    void createsAllFourWithThreePartitionsAndTheBrokersOwnReplication() throws Exception {
        createMissing();

        assertThat(created).containsOnlyKeys(Topic.names());
        assertThat(created.values()).allSatisfy(topic -> {
            assertThat(topic.numPartitions()).isEqualTo(3);
            assertThat(topic.replicationFactor()).isEqualTo((short) -1);
            assertThat(topic.configs()).isNullOrEmpty();
        });
        assertThat(log.lines())
                .containsExactly(
                        "INFO created topic topic=inventory_updates partition_count=3",
                        "INFO created topic topic=orders partition_count=3",
                        "INFO created topic topic=payments partition_count=3",
                        "INFO created topic topic=user_activity partition_count=3");
    }

    @Test
    void letsADeadLetterBeLongerThanARecordAndBoundsTheDiskThatTheLettersTake() throws Exception {
        existing.addAll(Topic.names());
        wanted.add("orders.dead-letter");

        createMissing();
        assertThat(created).containsOnlyKeys("orders.dead-letter");
        assertThat(created.get("orders.dead-letter").numPartitions()).isEqualTo(3);
        assertThat(created.get("orders.dead-letter").configs())
                .containsOnly(
                        Map.entry("max.message.bytes", String.valueOf(Topic.MAX_DEAD_LETTER_BYTES)),
                        Map.entry("retention.bytes", "16777216"));
    }

    @Test
    void leavesExistingTopicsAlone() throws Exception {
        existing.addAll(Set.of("orders", "payments", "user_activity", "somebody_elses"));

        createMissing();
        assertThat(created).containsOnlyKeys("inventory_updates");
    }

    @Test
    void asksForNothingWhenNoTopicIsMissing() throws Exception {
        existing.addAll(Topic.names());

        createMissing();
        assertThat(created).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void acceptsATopicThatTheOtherServiceCreatedFirst() throws Exception {
        refusals.put("orders", new TopicExistsException("Topic 'orders' already exists."));

        createMissing();
        assertThat(created).hasSize(3).doesNotContainKey("orders");
        assertThat(log.lines()).hasSize(3).allMatch(line -> line.startsWith("INFO created topic"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ClusterAuthorizationException.class,
                PolicyViolationException.class,
                InvalidReplicationFactorException.class
            })
    void warnsAndGoesOnWhenTheBrokerForbidsCreation(Class<? extends Exception> kind) throws Exception {
        refusals.put("payments", kind.getConstructor(String.class).newInstance("not\nyou"));

        createMissing();
        assertThat(created).hasSize(3);
        assertThat(log.lines())
                .contains("WARN the broker does not let this service create a topic: create it yourself"
                        + " topic=payments partition_count=3 cause=\"not you\"");
    }

    @Test
    void throwsAnyOtherFailure() {
        refusals.put("payments", new TimeoutException("Call timed out."));
        assertThatThrownBy(this::createMissing).hasCauseInstanceOf(TimeoutException.class);
    }
}
