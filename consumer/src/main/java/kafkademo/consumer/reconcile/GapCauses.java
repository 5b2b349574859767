package kafkademo.consumer.reconcile;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Why a log may rightly have gaps. This stack's topics have no reason to; somebody else's configuration may give them one. */
@FunctionalInterface
interface GapCauses {
    /** A reason that the broker confirms. */
    enum Cause {
        /** The topic's clean-up policy is compaction: any offset may be gone. */
        COMPACTION,
        /** Somebody has written to the partition in transactions, each of which ends with a marker that takes an offset. */
        TRANSACTIONS
    }

    Set<Cause> of(TopicPartition partition);

    /** Asks the broker, and takes a question that it doesn't answer or forbids for a no: what isn't confirmed is not explained. */
    static GapCauses asking(Supplier<Admin> connection, long timeoutMillis) {
        return partition -> {
            Set<Cause> causes = EnumSet.noneOf(Cause.class);
            try (Admin admin = connection.get()) {
                if (answer(policy(admin, partition), timeoutMillis, "").contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                    causes.add(Cause.COMPACTION);
                }
                if (answer(producers(admin, partition), timeoutMillis, List.<ProducerState>of()).stream()
                        .anyMatch(GapCauses::isTransactional)) {
                    causes.add(Cause.TRANSACTIONS);
                }
            }
            return causes;
        };
    }

    private static KafkaFuture<String> policy(Admin admin, TopicPartition partition) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, partition.topic());
        return admin.describeConfigs(Set.of(topic)).values().get(topic).thenApply(config -> {
            ConfigEntry policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
            return policy == null || policy.value() == null ? "" : policy.value();
        });
    }

    private static KafkaFuture<List<ProducerState>> producers(Admin admin, TopicPartition partition) {
        return admin.describeProducers(Set.of(partition))
                .partitionResult(partition)
                .thenApply(state -> state.activeProducers());
    }

    /** Only a transaction's coordinator, which writes the markers, leaves its epoch. */
    private static boolean isTransactional(ProducerState producer) {
        return producer.coordinatorEpoch().orElse(-1) >= 0
                || producer.currentTransactionStartOffset().orElse(-1) >= 0;
    }

    private static <T> T answer(KafkaFuture<T> question, long timeoutMillis, T otherwise) {
        try {
            return question.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
