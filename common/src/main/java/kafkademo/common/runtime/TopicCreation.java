package kafkademo.common.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import kafkademo.common.Topic;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics that are missing, and leaves the others as they are. */
final class TopicCreation {
    /** Retention bounds the disk that a partition's letters take, whatever the broker's own limit for the other topics. */
    private static final Map<String, String> OF_DEAD_LETTERS = Map.of(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(Topic.MAX_DEAD_LETTER_BYTES),
            TopicConfig.RETENTION_BYTES_CONFIG, String.valueOf(16 * 1024 * 1024));

    private TopicCreation() {}

    /** Creates topics. A broker that forbids it gets a warning and is no obstacle: somebody else creates its topics. */
    static void createMissing(Admin admin, Set<String> wanted, Set<String> existing, Log log)
            throws InterruptedException, ExecutionException {
        List<NewTopic> missing = wanted.stream()
                .filter(name -> !existing.contains(name))
                .map(TopicCreation::topic)
                .toList();
        var results = new TreeMap<>(admin.createTopics(missing).values());
        for (String topic : results.keySet()) {
            try {
                results.get(topic).get();
                log.info("created topic", line -> line.add("topic", topic).add("partition_count", Topic.PARTITIONS));
            } catch (ExecutionException e) {
                if (isForbidden(e.getCause())) {
                    log.warn(
                            "the broker does not let this service create a topic: create it yourself",
                            line -> line.add("topic", topic)
                                    .add("partition_count", Topic.PARTITIONS)
                                    .add("cause", Causes.inWords(e)));
                } else if (!(e.getCause() instanceof TopicExistsException)) { // else the other service was quicker
                    throw e;
                }
            }
        }
    }

    private static NewTopic topic(String name) {
        NewTopic topic = new NewTopic(name, Optional.of(Topic.PARTITIONS), Optional.empty());
        return name.endsWith(Topic.DEAD_LETTER_SUFFIX) ? topic.configs(OF_DEAD_LETTERS) : topic;
    }

    private static boolean isForbidden(Throwable cause) {
        return cause instanceof AuthorizationException
                || cause instanceof PolicyViolationException
                || cause instanceof InvalidReplicationFactorException
                || cause instanceof InvalidConfigurationException;
    }
}
