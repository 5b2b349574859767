package kafkademo.common.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import kafkademo.common.log.Log;
import kafkademo.testing.RecordingLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlServerTest {
    private static final long FOR_EVER = 1_000_000;

    private final RecordingLog log = new RecordingLog();

    @TempDir
    private Path folder;

    private final List<List<String>> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<SocketChannel> clients = new ArrayList<>();
    private ControlServer server;

    @AfterEach
    void closeAll() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private List<String> linesAboveDebug() {
        return log.lines().stream().filter(line -> !line.startsWith("DEBUG ")).toList();
    }

    private Path path() {
        return folder.resolve("control.sock");
    }

    private void listen(long patienceMillis) {
        listen(patienceMillis, request -> {
            requests.add(request);
            return List.of("ok", "done");
        });
    }

    private void listen(long patienceMillis, Function<List<String>, List<String>> commands) {
        server = new ControlServer(commands, patienceMillis, new Log(log.logger()));
        server.listen(path());
    }

    private SocketChannel connect() throws IOException {
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path()));
        clients.add(client);
        return client;
    }

    private static void send(SocketChannel client, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    /** Everything that the server sends until it hangs up. */
    private static String received(SocketChannel client) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(64);
        try {
            while (client.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (IOException e) {
            // The server hung up without reading everything.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private String ask(String request) throws IOException {
        SocketChannel client = connect();
        send(client, request);
        return received(client);
    }

    private void assertThatItStillWorks() throws IOException {
        assertThat(ask("end\n")).isEqualTo("ok\ndone\n");
    }

    @Test
    void aRequestIsAnswered() throws Exception {
        listen(FOR_EVER);

        assertThat(ask("set A=1\nset B=end\nend\n")).isEqualTo("ok\ndone\n");
        assertThat(ask("end\n")).isEqualTo("ok\ndone\n");
        assertThat(requests).containsExactly(List.of("set A=1", "set B=end"), List.of());
    }

    @Test
    void aRequestMayArriveByteByByte() throws Exception {
        listen(FOR_EVER);
        SocketChannel client = connect();
        for (char c : "set A=1\nend\n".toCharArray()) {
            send(client, String.valueOf(c));
        }

        assertThat(received(client)).isEqualTo("ok\ndone\n");
        assertThat(requests).containsExactly(List.of("set A=1"));
    }

    @Test
    void aLongAnswerArrivesWhole() throws Exception {
        String line = "ü".repeat(1_000_000);
        listen(FOR_EVER, request -> List.of("ok", line));

        assertThat(ask("end\n")).isEqualTo("ok\n" + line + "\n");
    }

    @Test
    void aRequestWithoutAnEndIsRefused() throws Exception {
        listen(FOR_EVER);
        SocketChannel client = connect();
        send(client, "set A=1\n");
        client.shutdownOutput();

        assertThat(received(client)).isEqualTo("refused\nincomplete request\n");
        assertThat(requests).isEmpty();
        assertThatItStillWorks();
    }

    @Test
    void anEndlessRequestIsRefused() throws Exception {
        listen(FOR_EVER);

        assertThat(ask("x".repeat(16 * 1024))).isEqualTo("refused\nrequest too long\n");
        assertThatItStillWorks();
    }

    @Test
    void garbageDoesNoHarm() throws Exception {
        listen(FOR_EVER);
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            SocketChannel client = connect();
            byte[] garbage = new byte[random.nextInt(20_000)];
            random.nextBytes(garbage);
            try {
                client.write(ByteBuffer.wrap(garbage));
                if (random.nextBoolean()) {
                    client.shutdownOutput();
                    received(client);
                }
            } catch (IOException e) {
                // The server is free to hang up.
            }
            client.close();
        }

        assertThatItStillWorks();
        assertThat(linesAboveDebug()).isEmpty();
    }

    @Test
    void aClientThatLeavesBeforeItsAnswerDoesNoHarm() throws Exception {
        listen(FOR_EVER, request -> List.of("ok", "x".repeat(1_000_000)));
        for (int round = 0; round < 20; round++) {
            SocketChannel client = connect();
            send(client, "end\n");
            client.close();
        }

        assertThat(ask("end\n")).hasSize(1_000_004);
    }

    @Test
    void hangsUpOnASilentClient() throws Exception {
        listen(50);
        SocketChannel silent = connect();
        SocketChannel halfway = connect();
        send(halfway, "set A=1\n");

        assertThat(received(silent)).isEmpty();
        assertThat(received(halfway)).isEmpty();
        assertThat(requests).isEmpty();
    }

    @Test
    void hangsUpOnAClientThatDoesNotRead() throws Exception {
        listen(50, request -> List.of("ok", "x".repeat(10_000_000)));
        SocketChannel deaf = connect();
        send(deaf, "end\n");

        // A write fails as soon as the other side is gone, and not before.
        await().until(() -> {
            try {
                send(deaf, "x");
                return false;
            } catch (IOException e) {
                return true;
            }
        });
        assertThat(received(deaf)).hasSizeLessThan(10_000_000);
    }

    @Test
    void clientsWaitForTheirTurn() throws Exception {
        listen(FOR_EVER);
        List<SocketChannel> waiting = new ArrayList<>();
        for (int client = 0; client < 20; client++) {
            waiting.add(connect());
        }

        for (SocketChannel client : waiting) {
            send(client, "end\n");
            assertThat(received(client)).isEqualTo("ok\ndone\n");
        }
        assertThatItStillWorks();
    }

    @Test
    void aClientThatHangsDelaysTheOthersForAWhileOnly() throws Exception {
        listen(50);
        connect();

        // On a busy machine, the next client may itself be too slow for the server at first.
        await().ignoreExceptions().untilAsserted(this::assertThatItStillWorks);
    }

    @Test
    void keepsRunningAfterACommandFails() throws Exception {
        listen(FOR_EVER, request -> {
            if (request.isEmpty()) {
                return List.of("ok", "done");
            }
            throw new IllegalStateException("a fault of ours");
        });

        assertThat(ask("x\nend\n")).isEqualTo("failed\nthe service failed to do this; see its log\n");
        assertThat(linesAboveDebug())
                .containsExactly(
                        "ERROR a command failed cause=\"a fault of ours\" exception=java.lang.IllegalStateException");
        assertThatItStillWorks();
    }

    @Test
    void closingEndsTheConnectionOfTheCurrentClient() throws Exception {
        listen(FOR_EVER);
        SocketChannel letIn = connect();
        send(letIn, "x");
        server.close();

        assertThat(received(letIn)).isEmpty();
    }

    /** Others could change a service otherwise. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnUserReachesTheSocket() throws Exception {
        listen(FOR_EVER);

        assertThat(Files.getPosixFilePermissions(path()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void closingDeletesTheSocket() throws Exception {
        listen(FOR_EVER);
        SocketChannel open = connect();
        server.close();

        assertThat(path()).doesNotExist();
        assertThat(received(open)).isEmpty();
    }

    @Test
    void aSocketThatCannotBeOpenedIsLoggedOnce() {
        listen(FOR_EVER);
        try (ControlServer second = new ControlServer(request -> List.of(), FOR_EVER, new Log(log.logger()))) {
            second.listen(path());
        }

        assertThat(linesAboveDebug())
                .containsExactly("WARN settings cannot be changed while the service runs: no control socket file="
                        + path() + " cause=\"another service or file is there already\"");
        assertThat(path()).exists();
    }

    @Test
    void leavesNothingBehindIfItsThreadCannotStart() throws Exception {
        ControlServer broken = new ControlServer(request -> List.of(), FOR_EVER, new Log(log.logger()));
        broken.listen(path(), thread -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        assertThat(folder).isEmptyDirectory();
        assertThat(linesAboveDebug())
                .containsExactly("WARN settings cannot be changed while the service runs: no control socket file="
                        + path() + " cause=\"unable to create native thread\"");
        listen(FOR_EVER); // the path is free again
        assertThatItStillWorks();
        broken.close();
        assertThatItStillWorks();
    }
}
