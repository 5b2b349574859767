package kafkademo.common.runtime;

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
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates those of the four topics that are missing, and leaves the others as they are. */
final class TopicCreation {
    private TopicCreation() {}

    /** Creates topics. A broker that forbids it gets a warning and is no obstacle: somebody else creates its topics. */
    static void createMissing(Admin admin, Set<String> existing, Log log)
            throws InterruptedException, ExecutionException {
        List<NewTopic> missing = Topic.names().stream()
                .filter(name -> !existing.contains(name))
                .map(name -> new NewTopic(name, Optional.of(Topic.PARTITIONS), Optional.empty()))
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

    private static boolean isForbidden(Throwable cause) {
        return cause instanceof AuthorizationException
                || cause instanceof PolicyViolationException
                || cause instanceof InvalidReplicationFactorException
                || cause instanceof InvalidConfigurationException;
    }
}
