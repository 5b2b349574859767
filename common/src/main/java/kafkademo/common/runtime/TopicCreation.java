package kafkademo.common.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import kafkademo.common.Topic;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates those of the four topics that are missing, and leaves the others as they are. */
final class TopicCreation {
    private final Admin admin;
    private final Log log;

    TopicCreation(Admin admin, Log log) {
        this.admin = admin;
        this.log = log;
    }

    /**
     * A broker that forbids creation gets a warning and is no obstacle: somebody else creates its topics.
     *
     * @return what is in the way, in words, or {@code null} if the broker has answered
     */
    String createMissing() {
        try {
            Set<String> missing = new HashSet<>(Topic.names());
            missing.removeAll(admin.listTopics().names().get());
            if (!missing.isEmpty()) {
                create(missing);
            }
            return null;
        } catch (ExecutionException e) {
            return Causes.inWords(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private void create(Set<String> missing) throws InterruptedException, ExecutionException {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : missing) {
            topics.add(new NewTopic(name, Optional.of(Topic.PARTITIONS), Optional.empty()));
        }
        var results = new TreeMap<String, KafkaFuture<Void>>(
                admin.createTopics(topics).values());
        for (var result : results.entrySet()) {
            try {
                result.getValue().get();
                log.info(
                        "created topic",
                        line -> line.add("topic", result.getKey()).add("partition_count", Topic.PARTITIONS));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicExistsException) {
                    continue; // the other service was quicker
                }
                if (!isForbidden(e.getCause())) {
                    throw e;
                }
                log.warn(
                        "the broker does not let this service create a topic: create it yourself",
                        line -> line.add("topic", result.getKey())
                                .add("partition_count", Topic.PARTITIONS)
                                .add("cause", Causes.inWords(e)));
            }
        }
    }

    private static boolean isForbidden(Throwable cause) {
        return cause instanceof AuthorizationException
                || cause instanceof PolicyViolationException
                || cause instanceof InvalidReplicationFactorException
                || cause instanceof InvalidConfigurationException;
    }
}
