package kafkademo.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafkademo.common.log.RecordingLog;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.WrongClientPropertiesException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BrokerGateTest {
    private final StopSignal stop = new StopSignal();
    private final RecordingLog log = new RecordingLog();

    private BrokerGate gate(String brokers, Map<String, String> overrides) {
        return new BrokerGate(new ClientSettings(brokers, overrides), stop, log.logger());
    }

    private List<String> lines() {
        return log.lines();
    }

    private static ServerSocket silentServer() throws IOException {
        return silentServer("127.0.0.1");
    }

    private static ServerSocket silentServer(String address) throws IOException {
        return new ServerSocket(0, 50, InetAddress.getByName(address));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = silentServer()) {
            return socket.getLocalPort();
        }
    }

    /** The gate holds until it is told to stop, and lets go at once: well before its next try in five seconds. */
    private void assertHeldWithCause(String brokers, String cause)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Boolean> answered = CompletableFuture.supplyAsync(gate(brokers, Map.of())::await);
        Awaitility.await().until(() -> !lines().isEmpty());
        assertThat(answered).isNotDone();
        stop.request();

        assertThat(answered.get(3, TimeUnit.SECONDS)).isFalse();
        assertThat(lines())
                .containsExactly("WARN waiting for the broker broker=" + brokers + " cause=" + cause + " next_try_s=5");
    }

    @Test
    void aClosedPortIsToldInWordsAndAStopEndsTheWait() throws Exception {
        assertHeldWithCause("127.0.0.1:" + closedPort(), "\"connection refused\"");
    }

    @Test
    void anIpv6AddressIsReached() throws Exception {
        int port;
        try (ServerSocket socket = silentServer("::1")) {
            port = socket.getLocalPort();
        } catch (IOException e) {
            abort("this machine has no IPv6");
            return;
        }
        assertHeldWithCause("[::1]:" + port, "\"connection refused\"");
    }

    @Test
    void anUnknownHostIsToldInWords() throws Exception {
        assertHeldWithCause("no-such-host.invalid:9092", "\"unknown host\"");
    }

    @Test
    void oneOfSeveralThatAcceptsIsEnoughToGoOn() throws Exception {
        try (ServerSocket silent = silentServer()) {
            CompletableFuture<Boolean> answered = CompletableFuture.supplyAsync(
                    gate("127.0.0.1:" + closedPort() + ",127.0.0.1:" + silent.getLocalPort(), Map.of())::await);
            silent.accept().close(); // the probe
            silent.accept(); // the client, which is left waiting
            stop.request();

            assertThat(answered.get(2, TimeUnit.SECONDS)).isFalse();
            assertThat(lines()).isEmpty();
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpInTime() throws Exception {
        try (ServerSocket silent = silentServer()) {
            long started = System.nanoTime();
            gate("127.0.0.1:" + silent.getLocalPort(), Map.of()).ensureTopics();

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started))
                    .isLessThan(4_900);
            assertThat(lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN cannot look for missing topics broker=127.0.0.1:")
                    .contains("cause=\"no answer in time");
        }
    }

    @Test
    void theUsersOwnTimeoutsDoNotPreventTheLook() throws Exception {
        try (ServerSocket silent = silentServer()) {
            CompletableFuture<Boolean> answered = CompletableFuture.supplyAsync(gate(
                    "127.0.0.1:" + silent.getLocalPort(),
                    Map.of("request.timeout.ms", "60000", "default.api.timeout.ms", "70000"))::await);
            silent.accept().close();
            silent.accept();
            stop.request();

            assertThat(answered.get(2, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void theUsersRequestTimeoutAloneDoesNotPreventTheLook() throws Exception {
        try (ServerSocket silent = silentServer()) {
            stop.request();
            gate("127.0.0.1:" + silent.getLocalPort(), Map.of("request.timeout.ms", "60000"))
                    .ensureTopics();

            assertThat(lines()).isEmpty();
        }
    }

    @Test
    void propertiesOfWhichNoClientCanBeMadeAreWrongSettings() throws Exception {
        try (ServerSocket silent = silentServer()) {
            BrokerGate gate = gate("127.0.0.1:" + silent.getLocalPort(), Map.of("security.protocol", "SASL_PLAINTEXT"));

            assertThatThrownBy(gate::await)
                    .isInstanceOf(WrongClientPropertiesException.class)
                    .hasMessageStartingWith("no Kafka client can be made of the KAFKA_CLIENT_* settings: ")
                    .hasMessageContaining("JAAS")
                    .satisfies(thrown -> assertThat(thrown.getMessage().lines()).hasSize(1));
        }
    }

    @Test
    void anEarlierStopMeansNoTryAtAll() {
        stop.request();

        assertThat(gate("no-such-host.invalid:9092", Map.of()).await()).isFalse();
        assertThat(lines()).isEmpty();
    }
}
