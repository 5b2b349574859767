package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads the beans of both services with a JMX client and compares them with the table in docs/metrics.md and with the
 * log lines.
 */
@ExtendWith(BrokerExtension.class)
class BeansIT {
    private static final Pattern ROW = Pattern.compile("\\| `type=([a-z-]+)([^`]*)` \\| `(\\w+)` \\|.*");

    private static final FreePorts PORTS = new FreePorts();

    private final TestBroker broker;

    BeansIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void beansHaveExactlyTheDocumentedAttributes() throws Exception {
        int producerPort = PORTS.next();
        int consumerPort = PORTS.next();
        // Sending larger orders fails, which makes the beans for the causes of failures appear.
        Map<String, String> producerSettings = Map.of(
                "JMX_PORT",
                String.valueOf(producerPort),
                "MESSAGES_PER_SECOND",
                "500",
                "KAFKA_CLIENT_MAX_REQUEST_SIZE",
                "440");
        try (ServiceRun producer = ServiceRun.producer(broker, producerSettings);
                ServiceRun consumer = ServiceRun.consumer(
                        broker, Map.of("JMX_PORT", String.valueOf(consumerPort), "CONSUMER_GROUP", "beans"))) {
            producer.awaitLines("sends failed", 1);
            consumer.awaitLines("summary", 1);
            Map<String, Set<String>> published = new TreeMap<>();
            published.putAll(read(producerPort));
            published.putAll(read(consumerPort));

            assertThat(published).isEqualTo(documented());
            producer.stop();
            consumer.stop();
        }
    }

    @Test
    void beansAgreeWithTheLogLines() throws Exception {
        int producerPort = PORTS.next();
        int consumerPort = PORTS.next();
        try (ServiceRun producer = ServiceRun.producer(
                        broker,
                        Map.of(
                                "JMX_PORT",
                                String.valueOf(producerPort),
                                "MESSAGES_PER_SECOND",
                                "100",
                                "ERROR_RATE",
                                "0.3"));
                ServiceRun consumer = ServiceRun.consumer(
                        broker, Map.of("JMX_PORT", String.valueOf(consumerPort), "CONSUMER_GROUP", "numbers"))) {
            producer.awaitThat(() -> assertThat(producer.sent()).hasSizeGreaterThan(300));
            try (JMXConnector connector = connect(producerPort)) {
                MBeanServerConnection beans = connector.getMBeanServerConnection();
                long before = producer.sent().size();
                long acknowledged = number(beans, "type=producer", "Acknowledged");
                assertThat(acknowledged).isGreaterThanOrEqualTo(before);
                int malformedBefore = producer.lines("sent malformed").size();
                assertThat(sum(beans, "type=producer-fault,*", "Count")).isGreaterThanOrEqualTo(malformedBefore - 1);
            }
            producer.stop();
            int stored = broker.read(TestBroker.TOPICS).size();
            consumer.awaitThat(() -> assertThat(consumer.handled()).hasSize(stored));
            try (JMXConnector connector = connect(consumerPort)) {
                MBeanServerConnection beans = connector.getMBeanServerConnection();
                int errors = consumer.lines("JSON decode error").size();
                assertThat(number(beans, "type=consumer", "Processed")).isEqualTo(stored - errors);
                assertThat(number(beans, "type=consumer", "DecodeErrors")).isEqualTo(errors);
                assertThat(sum(beans, "type=consumer-decode-error,*", "Count")).isEqualTo(errors);
                assertThat(sum(beans, "type=consumer-latency,window=total,*", "Count"))
                        .isEqualTo(stored);
                consumer.awaitThat(() -> {
                    assertThat(sumUnchecked(beans, "type=consumer-partition,*", "Position"))
                            .isEqualTo(stored);
                    assertThat(sumUnchecked(beans, "type=consumer-partition,*", "EndOffset"))
                            .isEqualTo(stored);
                    assertThat(sumUnchecked(beans, "type=consumer-partition,*", "Lag"))
                            .isZero();
                });
            }
            consumer.stop();
        }
    }

    /** The last offset of a partition may belong to a transaction marker, which is not a record. */
    @ParameterizedTest
    @ValueSource(strings = {"read_uncommitted", "read_committed"})
    void theLagAndTheGroupAgreeBehindTransactionMarkers(String isolationLevel) throws Exception {
        int port = PORTS.next();
        String group = "markers-" + isolationLevel;
        Map<String, String> settings = Map.of(
                "JMX_PORT", String.valueOf(port),
                "CONSUMER_GROUP", group,
                "KAFKA_CLIENT_ISOLATION_LEVEL", isolationLevel);
        try (ServiceRun consumer = ServiceRun.consumer(broker, settings)) {
            Map<TopicPartition, Long> ends = broker.writeInTransactions();
            consumer.awaitThat(() -> assertThat(broker.committed(group)).containsAllEntriesOf(ends));
            try (JMXConnector connector = connect(port)) {
                MBeanServerConnection beans = connector.getMBeanServerConnection();
                long end = ends.values().stream().mapToLong(Long::longValue).sum();
                consumer.awaitThat(() -> {
                    assertThat(sumUnchecked(beans, "type=consumer-partition,topic=orders,*", "EndOffset"))
                            .isEqualTo(end);
                    assertThat(sumUnchecked(beans, "type=consumer-partition,topic=orders,*", "CommittedOffset"))
                            .isEqualTo(end);
                    assertThat(sumUnchecked(beans, "type=consumer-partition,topic=orders,*", "Lag"))
                            .isZero();
                });
            }
            consumer.stop();
        }
    }

    private static JMXConnector connect(int port) throws IOException {
        return JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"));
    }

    private static long number(MBeanServerConnection beans, String name, String attribute)
            throws IOException, JMException {
        return ((Number) beans.getAttribute(new ObjectName("kafkademo:" + name), attribute)).longValue();
    }

    private static long sum(MBeanServerConnection beans, String pattern, String attribute)
            throws IOException, JMException {
        long sum = 0;
        for (ObjectName name : beans.queryNames(new ObjectName("kafkademo:" + pattern), null)) {
            sum += ((Number) beans.getAttribute(name, attribute)).longValue();
        }
        return sum;
    }

    private static long sumUnchecked(MBeanServerConnection beans, String pattern, String attribute) {
        try {
            return sum(beans, pattern, attribute);
        } catch (IOException | JMException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads all attributes. Returns their names by the type and keys of their bean. */
    private static Map<String, Set<String>> read(int port) throws IOException, JMException {
        Map<String, Set<String>> found = new TreeMap<>();
        try (JMXConnector connector = connect(port)) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            for (ObjectName name : beans.queryNames(new ObjectName("kafkademo:*"), null)) {
                MBeanAttributeInfo[] attributes = beans.getMBeanInfo(name).getAttributes();
                for (MBeanAttributeInfo attribute : attributes) {
                    assertThat(beans.getAttribute(name, attribute.getName())).isNotNull();
                }
                found.put(
                        shape(name),
                        Arrays.stream(attributes)
                                .map(MBeanAttributeInfo::getName)
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return found;
    }

    /** Returns {@code type=producer-topic,topic=*} for {@code kafkademo:type=producer-topic,topic=orders}. */
    private static String shape(ObjectName name) {
        return Arrays.stream(name.getKeyPropertyListString().split(",(?=\\w+=)"))
                .map(property -> property.startsWith("type=") ? property : property.replaceFirst("=.*", "=*"))
                .collect(Collectors.joining(","));
    }

    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("project.root"), "docs/metrics.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                documented
                        .computeIfAbsent("type=" + row.group(1) + row.group(2), shape -> new TreeSet<>())
                        .add(row.group(3));
            }
        }
        assertThat(documented).isNotEmpty();
        return documented;
    }
}
