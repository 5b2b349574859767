package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

class JsonLinesTest {
    private static final Logger NAMED = new NOPLogger() {
        @Override
        public String getName() {
            return "consumer";
        }
    };

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogOutput output = new LogOutput(written, () -> 0, failure -> {});
    private final JsonLines json = new JsonLines(
            output,
            "consumer",
            new Timestamps(() -> Instant.parse("2026-11-24T06:00:00.120Z").toEpochMilli(), ZoneOffset.UTC));
    private final PrintStream out = new PrintStream(json, false, StandardCharsets.UTF_8);

    private LogLine line(String message) {
        return new JsonLine(json, NAMED, Level.INFO, message);
    }

    @Test
    void aLineOfOursBringsItsFields() {
        line("processed")
                .add("topic", "orders")
                .add("partition", 2)
                .add("offset", 41)
                .add("rate", 4.5)
                .add(new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"))
                .write();
        output.drain();

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"@timestamp\":\"2026-11-24T06:00:00.120Z\",\"log.level\":\"INFO\","
                        + "\"log.logger\":\"consumer\",\"service.name\":\"consumer\",\"message\":\"processed\","
                        + "\"messaging.destination.name\":\"orders\",\"messaging.destination.partition.id\":\"2\","
                        + "\"messaging.kafka.offset\":41,\"rate\":4.5,"
                        + "\"trace.id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"span.id\":\"00f067aa0ba902b7\"}\n");
    }

    @Test
    void aTextOfTheKafkaClientBecomesTheMessage() {
        out.println("WARN org.apache.kafka.clients.Metadata - a \"quoted\" text\tand \u001b[31mcolour");

        JsonObject line = lines().get(0);
        assertThat(line.get("log.level").getAsString()).isEqualTo("WARN");
        assertThat(line.get("log.logger").getAsString()).isEqualTo("org.apache.kafka.clients.Metadata");
        assertThat(line.get("message").getAsString()).isEqualTo("a \"quoted\" text\tand \u001b[31mcolour");
    }

    @Test
    void aStackTraceIsALineEachWithTheLevelBeforeIt() {
        out.println("DEBUG consumer - it failed");
        out.println("java.lang.IllegalStateException: why");
        out.println("\tat kafkademo.Some.method(Some.java:1)");

        assertThat(lines())
                .hasSize(3)
                .allSatisfy(
                        line -> assertThat(line.get("log.level").getAsString()).isEqualTo("DEBUG"));
    }

    @Test
    void anyBytesAndAnyTextGiveOneValidObject() {
        SplittableRandom random = new SplittableRandom(7);
        int count = 3_000;
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            String text = new String(bytes, StandardCharsets.UTF_16BE);
            line("JSON decode error")
                    .add("reason", text, 120)
                    .add("payload", bytes, 120)
                    .add("whole", text)
                    .write();
        }

        List<JsonObject> lines = lines();
        assertThat(lines).hasSize(count);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.keySet())
                        .containsExactly(
                                "@timestamp",
                                "log.level",
                                "log.logger",
                                "service.name",
                                "message",
                                "error.message",
                                "payload",
                                "whole"));
    }

    @Test
    void aTextIsReadBackAsItWas() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.appendCodePoint(random.nextInt(random.nextInt(1, Character.MAX_CODE_POINT + 1)));
            }
            line("m").add("key", text.toString()).write();
            JsonObject line = lines().get(0);
            String key = line.get("messaging.kafka.message.key").getAsString();
            assertThat(Logfmt.restored(key)).isEqualTo(Logfmt.bytesOf(text.toString()));
            written.reset();
        }
    }

    private List<JsonObject> lines() {
        output.drain();
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }
}
