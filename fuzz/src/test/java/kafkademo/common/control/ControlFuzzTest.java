package kafkademo.common.control;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kafkademo.common.log.Log;
import kafkademo.common.settings.Setting;
import kafkademo.common.settings.Weights;
import kafkademo.fuzz.Corpus;
import kafkademo.testing.Printable;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends anything to the socket of a service. */
class ControlFuzzTest {
    private static final long FOR_EVER = 60_000;
    private static final List<String> KINDS = List.of("orders", "payments");

    private static final RecordingLog LOG = new RecordingLog("INFO", "WARN", "ERROR");
    private static final Path SOCKET;

    /** The settings as they were before the last request and are after it; new ones for each request. */
    private static volatile Knobs knobs;

    static {
        try {
            SOCKET = Files.createTempDirectory("fuzz").resolve("control.sock");
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
        SOCKET.getParent().toFile().deleteOnExit();
        SOCKET.toFile().deleteOnExit();
        // Not closed: it lives as long as this process.
        new ControlServer(request -> new Commands(knobs).answer(request), FOR_EVER, new Log(LOG.logger()))
                .listen(SOCKET);
    }

    private static Knobs newKnobs() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-24T12:30:05.999Z"));
        Knobs all = new Knobs(new Log(LOG.logger()), () -> 0, nanos -> task -> {}, clock);
        all.add(Setting.decimal("ERROR_RATE", 0, 1), 0.1);
        all.add(Setting.integer("PROCESSING_DELAY_MS", 0, 60_000), 0L);
        all.add(Setting.flag("PAUSED"), false);
        all.add(Setting.oneOf("ON_DECODE_ERROR", List.of("skip", "block")), "skip");
        all.add(Setting.text("SCENARIO", text -> text.matches("[a-z0-9+-]{1,100}"), "a name"), "none");
        all.add(
                new Setting<>("TOPIC_WEIGHTS", text -> Weights.parse(KINDS, text), Weights.allowed(KINDS)),
                Weights.even(KINDS));
        return all;
    }

    static Stream<Named<byte[]>> corpus() {
        return Stream.concat(Corpus.named("requests.txt"), Corpus.named("log-values.txt"));
    }

    @MethodSource("corpus")
    @FuzzTest
    void everyRequestHasOneAnswer(byte[] request) throws IOException {
        knobs = newKnobs();
        List<List<String>> before = knobs.rows();
        LOG.lines().clear();

        String answer = ask(
                request.length <= Protocol.MAX_REQUEST_BYTES
                        ? request
                        : Arrays.copyOf(request, Protocol.MAX_REQUEST_BYTES));

        check(answer.endsWith("\n"), answer);
        List<String> lines = answer.lines().toList();
        boolean done = lines.get(0).equals(Protocol.OK);
        check(done || lines.get(0).equals(Protocol.REFUSED), answer);
        check(lines.size() > 1 && lines.stream().noneMatch(String::isBlank), answer);
        check(Printable.isLine(answer.replace("\n", "")), answer);
        check(done || knobs.rows().equals(before) && LOG.lines().isEmpty(), answer);
        check(knobs.settingChanges() == LOG.lines().size(), answer);
        for (String line : LOG.lines()) {
            String logged = line.replaceFirst("^INFO ", "2026-11-24T06:00:00.120Z INFO control - ");
            check(TextLine.parse(logged).message().equals("setting changed"), line);
        }
    }

    private static String ask(byte[] request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(SOCKET))) {
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.shutdownOutput();
            byte[] answer = Channels.newInputStream(channel).readAllBytes();
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(answer))
                    .toString();
        }
    }

    private static void check(boolean isRight, String answer) {
        if (!isRight) {
            throw new AssertionError(answer + LOG.lines());
        }
    }
}
