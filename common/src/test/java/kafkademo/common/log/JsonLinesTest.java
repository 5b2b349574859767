package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import kafkademo.testing.StrictJson;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogOutput output = new LogOutput(written, () -> 0, failure -> {});
    private final Timestamps timestamps =
            new Timestamps(() -> Instant.parse("2026-11-24T06:00:00.120Z").toEpochMilli(), ZoneOffset.UTC);
    private final JsonLines json = new JsonLines(output, "consumer", timestamps);

    private List<JsonObject> lines() {
        output.drain();
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> StrictJson.parse(line).getAsJsonObject())
                .toList();
    }

    @Test
    void writesOurOwnLineWithItsFields() {
        json.write(
                "INFO",
                "consumer",
                "processed",
                line -> line.add("topic", "orders")
                        .add("partition", 2)
                        .add("offset", 41)
                        .add("rate", 4.5)
                        .add(new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")));
        output.drain();

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"@timestamp\":\"2026-11-24T06:00:00.120Z\",\"log.level\":\"INFO\","
                        + "\"log.logger\":\"consumer\",\"service.name\":\"consumer\",\"message\":\"processed\","
                        + "\"messaging.destination.name\":\"orders\",\"messaging.destination.partition.id\":\"2\","
                        + "\"messaging.kafka.offset\":41,\"rate\":4.5,"
                        + "\"trace.id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"span.id\":\"00f067aa0ba902b7\"}\n");
    }

    @Test
    void wrapsALineOfTheKafkaClient() {
        json.wrap("WARN org.apache.kafka.clients.Metadata - a \"quoted\" text\tand \u001b[31mcolour");

        JsonObject line = lines().get(0);
        assertThat(line.get("log.level").getAsString()).isEqualTo("WARN");
        assertThat(line.get("log.logger").getAsString()).isEqualTo("org.apache.kafka.clients.Metadata");
        assertThat(line.get("message").getAsString()).isEqualTo("a \"quoted\" text\tand \u001b[31mcolour");
    }

    @Test
    void wrapsEachLineOfAStackTraceWithTheLevelOfTheLineBefore() {
        json.wrap("DEBUG consumer - it failed");
        json.wrap("java.lang.IllegalStateException: why");
        json.wrap("\tat kafkademo.Some.method(Some.java:1)");

        assertThat(lines())
                .extracting(line -> line.get("message").getAsString())
                .containsExactly(
                        "it failed", "java.lang.IllegalStateException: why", "\tat kafkademo.Some.method(Some.java:1)");
        assertThat(lines())
                .extracting(line -> line.get("log.level").getAsString())
                .containsOnly("DEBUG");
    }
}
