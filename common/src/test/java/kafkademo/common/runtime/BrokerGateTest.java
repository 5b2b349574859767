package kafkademo.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kafkademo.common.log.Log;
import kafkademo.common.runtime.Servers.Server;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.WrongClientPropertiesException;
import kafkademo.testing.RecordingLog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(120)
class BrokerGateTest {
    /** Waits for the network, side by side with the others. No other class runs meanwhile: some read the standard output. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Retention(RetentionPolicy.RUNTIME)
    private @interface WaitingTest {}

    private static final Map<String, String> TLS = Map.of("security.protocol", "SSL");
    private static final String SEE = ": see KAFKA_CLIENT_SECURITY_PROTOCOL";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final StopSignal stop = new StopSignal();

    private final RecordingLog log = new RecordingLog();

    private BrokerGate gate(String brokers, Map<String, String> overrides) {
        return new BrokerGate(new ClientSettings(brokers, overrides), stop, new Log(log.logger()));
    }

    private List<String> lines() {
        return log.lines();
    }

    /**
     * The gate holds, names the cause, and lets go at a stop. On a busy machine the first tries may run out of time before the
     * cause is found.
     */
    private void assertHeld(String brokers, Map<String, String> overrides, String cause) throws Exception {
        CompletableFuture<Boolean> answered =
                CompletableFuture.supplyAsync(gate(brokers, overrides)::await, BrokerProbe::onThreadOfItsOwn);
        String line = "WARN waiting for the broker broker=" + brokers + " cause=\"" + cause + "\" next_try_s=5";
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(List.copyOf(lines())).contains(line));
        assertThat(answered).isNotDone();
        stop.request();

        assertThat(answered.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isFalse();
    }

    @WaitingTest
    void saysThatAConnectionIsRefused() throws Exception {
        assertHeld(Servers.closedAddress(), Map.of(), "connection refused");
    }

    @WaitingTest
    void reachesAnIpv6Address() throws Exception {
        int port;
        try (ServerSocket socket = Servers.silent("::1")) {
            port = socket.getLocalPort();
        } catch (IOException e) {
            abort("this machine has no IPv6");
            return;
        }
        assertHeld("[::1]:" + port, Map.of(), "connection refused");
    }

    @WaitingTest
    void saysThatAHostIsUnknown() throws Exception {
        assertHeld("no-such-host.invalid:9092", Map.of(), "unknown host");
    }

    @WaitingTest
    void saysThatAServerAcceptsButDoesNotAnswer() throws Exception {
        try (ServerSocket silent = Servers.silent("127.0.0.1")) {
            assertHeld(Servers.addressOf(silent), Map.of(), "accepts the connection but does not answer");
        }
    }

    @WaitingTest
    void saysThatAServerSpeaksHttp() throws Exception {
        try (Server server = Servers.http()) {
            assertHeld(server.address(), Map.of(), "speaks HTTP, not Kafka");
        }
    }

    @WaitingTest
    void saysThatAServerDoesNotSpeakKafka() throws Exception {
        byte[] greeting = "220 ready to serve\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Server server = Servers.saying(greeting)) {
            assertHeld(server.address(), Map.of(), "does not speak Kafka");
        }
    }

    @WaitingTest
    void saysThatAServerClosesTheConnection() throws Exception {
        try (Server server = Servers.closing()) {
            assertHeld(server.address(), Map.of(), "closes the connection: not a Kafka broker");
        }
    }

    @WaitingTest
    void saysThatAServerSpeaksTls(@TempDir Path folder) throws Exception {
        try (Server server = Servers.tls(folder)) {
            assertHeld(server.address(), Map.of(), "speaks TLS" + SEE);
        }
    }

    @WaitingTest
    void saysWhatTheTlsClientSaysOfAnAnswerWithoutTls() throws Exception {
        byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Server server = Servers.saying(answer)) {
            assertHeld(server.address(), TLS, "Unrecognized SSL message, plaintext connection?");
        }
    }

    @WaitingTest
    void saysThatACertificateIsNotTrusted(@TempDir Path folder) throws Exception {
        try (Server server = Servers.tls(folder)) {
            assertHeld(server.address(), TLS, "unable to find valid certification path to requested target");
        }
    }

    @WaitingTest
    void asksEveryServerInTimeForTheNextTryAndNamesWhatEachDid() throws Exception {
        String closed = Servers.closedAddress();
        try (Server unreachable = Servers.unreachable();
                ServerSocket silent = Servers.silent("127.0.0.2")) {
            String brokers = unreachable.address() + "," + closed + "," + Servers.addressOf(silent);
            assertHeld(
                    brokers,
                    Map.of(),
                    unreachable.address() + " no answer in time; " + closed + " connection refused; "
                            + Servers.addressOf(silent) + " accepts the connection but does not answer");
        }
    }

    @WaitingTest
    void letsGoAtAStopWhileAServerKeepsItWaiting() throws Exception {
        try (ServerSocket silent = Servers.silent("127.0.0.1")) {
            Map<String, String> longTimeouts = Map.of("request.timeout.ms", "60000", "default.api.timeout.ms", "70000");
            CompletableFuture<Boolean> answered = CompletableFuture.supplyAsync(
                    gate(Servers.addressOf(silent), longTimeouts)::await, BrokerProbe::onThreadOfItsOwn);
            silent.accept().close(); // the socket
            silent.accept(); // the Kafka client, which is left waiting
            stop.request();

            assertThat(answered.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isFalse();
        }
    }

    @WaitingTest
    void looksForTopicsWithoutHoldingUpTheCaller() throws Exception {
        try (ServerSocket silent = Servers.silent("127.0.0.1")) {
            BrokerGate gate = gate(Servers.addressOf(silent), Map.of("request.timeout.ms", "60000"));
            gate.ensureTopics();
            gate.ensureTopics();
            assertThat(lines()).isEmpty();

            Awaitility.await().atMost(LIMIT).until(() -> !lines().isEmpty());
            assertThat(lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN cannot look for missing topics broker=" + Servers.addressOf(silent) + " cause=");
        }
    }

    @WaitingTest
    void treatsPropertiesOfWhichNoClientCanBeMadeAsWrongSettings() throws Exception {
        try (ServerSocket silent = Servers.silent("127.0.0.1")) {
            BrokerGate gate = gate(Servers.addressOf(silent), Map.of("security.protocol", "SASL_PLAINTEXT"));

            assertThatThrownBy(gate::await)
                    .isInstanceOf(WrongClientPropertiesException.class)
                    .hasMessageStartingWith("no Kafka client can be made of the KAFKA_CLIENT_* settings: ")
                    .hasMessageContaining("JAAS")
                    .satisfies(thrown -> assertThat(thrown.getMessage().lines()).hasSize(1));
        }
    }

    @WaitingTest
    void doesNotTryAtAllAfterAStop() {
        stop.request();

        assertThat(gate("no-such-host.invalid:9092", Map.of()).await()).isFalse();
        assertThat(lines()).isEmpty();
    }
}
