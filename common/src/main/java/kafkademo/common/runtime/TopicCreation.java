package kafkademo.common.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final KafkaFuture<Set<String>> existing;

    /** Asks the broker which topics exist. */
    TopicCreation(Admin admin, Log log) {
        this.admin = admin;
        this.log = log;
        this.existing = admin.listTopics().names();
    }

    /** Waits for the broker to tell which of the four topics do not exist. To be called again if it takes too long. */
    Set<String> missing(long millis) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> missing = new HashSet<>(Topic.names());
        missing.removeAll(existing.get(millis, TimeUnit.MILLISECONDS));
        return missing;
    }

    /** Creates topics. A broker that forbids it gets a warning and is no obstacle: somebody else creates its topics. */
    void create(Set<String> missing) throws InterruptedException, ExecutionException {
        if (missing.isEmpty()) {
            return;
        }
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
