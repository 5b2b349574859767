package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import kafkademo.localstack.SecuredBroker.Listener;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks who gets in at a broker with TLS, and what those are told who do not. */
@ExtendWith(SecuredBrokerExtension.class)
class SecuredBrokerIT {
    private static final String WAITING = "waiting for the broker";

    private final SecuredBroker broker;

    @TempDir
    private Path folder;

    SecuredBrokerIT(SecuredBroker broker) {
        this.broker = broker;
    }

    private Map<String, String> rightSettings(String way, String group) {
        return switch (way) {
            case "TLS" -> broker.trusting(Listener.TLS);
            case "SCRAM" -> {
                broker.setPassword("services", "right");
                broker.allowServices("services", group);
                yield broker.user("services", "right");
            }
            default -> {
                broker.allowServices("CN=services", group);
                yield broker.certified("key-password");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS", "SCRAM", "mTLS"})
    void theServicesAndReconcileWorkWithTheRightCredentials(String way) throws Exception {
        String group = "let-in-by-" + way;
        Map<String, String> settings = new HashMap<>(rightSettings(way, group));
        settings.put("CONSUMER_GROUP", group);
        try (ServiceRun producer = ServiceRun.producer(broker.artifacts(), settings);
                ServiceRun consumer = ServiceRun.consumer(broker.artifacts(), settings)) {
            producer.awaitThat(() -> assertThat(producer.sent()).isNotEmpty());
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(producer.positions()));
            producer.stop();
            consumer.stop();
        }
        ReconcileRun reconcile = ReconcileRun.of(broker.artifacts(), folder, settings, "--quiet", "--json");

        assertThat(reconcile.err()).isEmpty();
        assertThat(reconcile.exitCode()).isZero();
        assertThat(reconcile.total().get("processed").getAsLong()).isPositive();
    }

    /** What is wrong, and what the service says of it. */
    private Map<Map<String, String>, String> mistakes() {
        broker.setPassword("known", "right");
        String stranger = new TestCertificates(folder, "stranger").authority();
        Map<Map<String, String>, String> mistakes = new LinkedHashMap<>();
        mistakes.put(
                broker.user("known", "wrong"),
                "Authentication failed during authentication due to invalid credentials with SASL mechanism"
                        + " SCRAM-SHA-512");
        mistakes.put(broker.trusting(Listener.EXPIRED), "certificate expired: NotAfter: .*");
        mistakes.put(
                broker.trusting(Listener.ELSEWHERE),
                "certificate: No subject alternative names matching IP address 127.0.0.1 found");
        mistakes.put(
                broker.trusting(Listener.TLS, stranger), "unable to find valid certification path to requested target");
        mistakes.put(broker.trusting(Listener.MUTUAL), "Received fatal alert: (bad_certificate|certificate_required)");
        mistakes.put(
                Map.of("KAFKA_BROKER", broker.address(Listener.TLS)), "speaks TLS: see KAFKA_CLIENT_SECURITY_PROTOCOL");
        return mistakes;
    }

    @Test
    void eachMistakeIsOneClearLineEveryFiveSecondsUntilTheServiceIsStopped() {
        Map<ServiceRun, String> runs = new LinkedHashMap<>();
        try {
            mistakes().forEach((settings, cause) -> {
                boolean even = runs.size() % 2 == 0;
                runs.put(
                        even
                                ? ServiceRun.producer(broker.artifacts(), settings)
                                : ServiceRun.consumer(broker.artifacts(), settings),
                        cause);
            });
            runs.forEach(this::assertWaits);
        } finally {
            runs.keySet().forEach(ServiceRun::close);
        }
    }

    /** On a busy machine the first tries may time out before the cause is found. */
    private void assertWaits(ServiceRun run, String cause) {
        run.awaitThat(() -> assertThat(causes(run).filter(line -> line.matches(cause)))
                .as(cause)
                .hasSizeGreaterThanOrEqualTo(2));
        assertThat(causes(run)).allMatch(line -> line.matches(cause) || line.equals("no answer in time"));
        assertThat(run.lines(WAITING))
                .allSatisfy(line -> assertThat(line.number("next_try_s")).isEqualTo(5));
        assertThat(run.lines()).extracting(TextLine::message).isSubsetOf("starting", WAITING, "summary");
        assertThat(run.sinceHeartbeat()).isEqualTo(Duration.ofDays(1));
        run.stop();
    }

    private static Stream<String> causes(ServiceRun run) {
        return run.lines(WAITING).stream().map(line -> line.value("cause"));
    }

    @Test
    void reconcileSaysInOneLineWhatKeepsItOut() throws Exception {
        for (Map.Entry<Map<String, String>, String> mistake : mistakes().entrySet()) {
            Map<String, String> settings = mistake.getKey();
            ReconcileRun run = ReconcileRun.of(broker.artifacts(), folder, settings, "--quiet");

            assertThat(run.err())
                    .matches("reconcile: cannot (reach|read from) the broker " + settings.get("KAFKA_BROKER") + ": "
                            + mistake.getValue() + "\n");
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void aServiceGetsInAsSoonAsItsPasswordIsRight() {
        broker.setPassword("late", "another");
        broker.allowServices("late", "late");
        try (ServiceRun producer = ServiceRun.producer(broker.artifacts(), broker.user("late", "right"))) {
            producer.awaitLines(WAITING, 1);
            broker.setPassword("late", "right");
            producer.awaitThat(() -> assertThat(producer.sent()).isNotEmpty());
            producer.stop();
        }
    }
}
