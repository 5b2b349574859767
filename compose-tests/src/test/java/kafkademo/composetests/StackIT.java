package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Checks what the README promises of a running stack, and the two edits that it suggests. */
@WithStack
class StackIT {
    private final ComposeStack stack;

    StackIT(ComposeStack stack) {
        this.stack = stack;
    }

    @Test
    void oneCommandStartsFourHealthyContainersAndRepeatingItChangesNothing() {
        Map<String, String> before = stack.containerByService();

        stack.buildAndUp(ComposeStack.file());

        stack.awaitAllHealthy();
        assertThat(stack.containerByService()).as("nothing was edited").isEqualTo(before);
    }

    @Test
    void theLogsShowAllFourTopicsAndTheDecodeErrors() {
        await("all four topics processed, and decode errors").untilAsserted(() -> {
            assertThat(stack.log("consumer", "processed"))
                    .extracting(entry -> entry.fields().get("topic"))
                    .containsAll(Broker.TOPICS);
            assertThat(stack.log("consumer", "JSON decode error"))
                    .allSatisfy(entry -> assertThat(entry.fields()).containsKeys("reason", "bytes"))
                    .hasSizeGreaterThan(2);
            assertThat(stack.log("producer", "sent")).isNotEmpty();
        });
    }

    @Test
    void aTrafficSpikeIsOneEditAndRecreatesOnlyTheProducer() {
        recreatesOnlyTheProducer(ComposeStack.file().edit("MESSAGES_PER_SECOND", "5", "100"));

        await("the new producer's first line")
                .untilAsserted(() -> assertThat(stack.log("producer", "starting"))
                        .singleElement()
                        .satisfies(starting -> assertThat(starting.decimal("messages_per_second"))
                                .isEqualTo(100)));
        awaitAcknowledged(100);
    }

    @Test
    void aFaultyProducerIsOneEditAndRecreatesOnlyTheProducer() {
        recreatesOnlyTheProducer(ComposeStack.file().edit("ERROR_RATE", "0.1", "0.5"));

        awaitAcknowledged(100);
        TextLine summary = lastSummary("producer");
        // Five standard deviations at 100 messages.
        assertThat(summary.decimal("malformed") / summary.number("acknowledged"))
                .isCloseTo(0.5, within(0.25));
    }

    private void awaitAcknowledged(int messages) {
        await(messages + " messages")
                .untilAsserted(() -> assertThat(stack.log("producer", "summary"))
                        .last()
                        .satisfies(summary ->
                                assertThat(summary.number("acknowledged")).isGreaterThanOrEqualTo(messages)));
    }

    private void recreatesOnlyTheProducer(ComposeFile edited) {
        Map<String, String> before = stack.containerByService();

        stack.buildAndUp(edited);

        Map<String, String> after = stack.containerByService();
        assertThat(after.remove("producer")).isNotEqualTo(before.remove("producer"));
        assertThat(after).isEqualTo(before);
    }

    /** The rate leaves room for a machine that stalls: beyond 200 lines in a second, lines are dropped. */
    @Test
    void everyMessageIsAccountedFor() {
        stack.compose("stop", "producer");
        Broker.awaitDrained();
        // New containers, so that their logs contain only these messages.
        stack.compose("rm", "-f", "-s", "producer", "consumer");
        Map<TopicPartition, Long> begins = Broker.ends();

        stack.buildAndUp(
                ComposeStack.file().edit("MESSAGES_PER_SECOND", "5", "20").edit("ERROR_RATE", "0.1", "0.3"));
        await("1200 messages").until(() -> Broker.sum(Broker.ends()) - Broker.sum(begins) >= 1200);
        stack.compose("stop", "producer");
        Broker.awaitDrained();
        stack.compose("stop", "consumer");

        List<Broker.Sent> sent = Broker.read(begins);
        List<Position> malformed = positions(sent, true);
        List<Position> wellFormed = positions(sent, false);
        // Five standard deviations at 1200 messages.
        assertThat(malformed.size() / (double) sent.size()).isCloseTo(0.3, within(0.07));
        TextLine produced = lastSummary("producer");
        assertThat(produced.number("acknowledged")).isEqualTo(sent.size());
        assertThat(produced.number("malformed")).isEqualTo(malformed.size());
        TextLine consumed = lastSummary("consumer");
        assertThat(consumed.number("decode_errors")).isEqualTo(malformed.size());
        assertThat(consumed.number("processed")).isEqualTo(wellFormed.size());
        assertThat(consumed.number("lines_suppressed")).isZero();
        assertThat(sorted(stack.log("consumer", "JSON decode error"))).isEqualTo(malformed);
        assertThat(sorted(stack.log("consumer", "processed"))).isEqualTo(wellFormed);
    }

    private static List<Position> positions(List<Broker.Sent> sent, boolean malformed) {
        return sent.stream()
                .filter(record -> (record.injectedFault() != null) == malformed)
                .map(Broker.Sent::position)
                .sorted()
                .toList();
    }

    private static List<Position> sorted(List<TextLine> entries) {
        return entries.stream().map(TextLine::position).sorted().toList();
    }

    private TextLine lastSummary(String service) {
        List<TextLine> summaries = stack.log(service, "summary");
        return summaries.get(summaries.size() - 1);
    }

    @Test
    void severalConsumersShareThePartitions() {
        stack.buildAndUp(ComposeStack.file(), "--scale", "consumer=3");

        await("three consumers with four partitions each").untilAsserted(() -> {
            assertThat(Broker.assignments())
                    .hasSize(3)
                    .allSatisfy(partitions -> assertThat(partitions).hasSize(4));
            assertThat(Broker.assignments().stream().flatMap(List::stream).collect(Collectors.toSet()))
                    .hasSize(12);
        });
        Broker.awaitFlow();
    }
}
