package kafkademo.localstack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kafkademo.localstack.ChaosEvidence.Ack;
import kafkademo.localstack.ChaosEvidence.Commit;
import kafkademo.localstack.ChaosEvidence.Excuse;
import kafkademo.localstack.ChaosEvidence.Handling;
import kafkademo.localstack.ChaosEvidence.Stored;
import kafkademo.localstack.ChaosStack.Life;
import kafkademo.testing.TextLine;
import org.apache.kafka.common.TopicPartition;

/** Reads the evidence from the lines that the services have written. */
final class ChaosLines {
    /** Messages of a consumer after which it may handle records again, and what they mean. */
    private static final Map<String, String> REASONS = Map.of(
            "partitions lost",
            "the group had given its partitions away before it committed",
            "offset commit failed: records handled since the last commit will be handled again",
            "its last commit failed",
            "client failed: connecting anew",
            "its client failed before it committed");

    private ChaosLines() {}

    /** Returns all that is known. {@code log} is what the topics hold, and {@code commits} what the group has committed. */
    static ChaosEvidence evidence(ChaosStack stack, ChaosMoves moves, List<Stored> log, List<Commit> commits) {
        List<Ack> acks = new ArrayList<>(moves.acks());
        stack.producers().forEach(life -> lines(life).forEach(line -> addAck(acks, life, line)));
        List<Handling> handlings = new ArrayList<>();
        List<Excuse> excuses = new ArrayList<>(moves.excuses());
        for (Life life : stack.consumers()) {
            for (TextLine line : lines(life)) {
                addHandling(handlings, life, line);
                addExcuse(excuses, life, line, commits);
            }
        }
        // Two consumers may have worked side by side. The order of lines of the same consumer stays.
        handlings.sort(Comparator.comparing(Handling::time));
        return new ChaosEvidence(acks, handlings, excuses, moves.recreations(), log, commits);
    }

    /** Returns the lines of a service. Of one that was killed the last line may be cut, and does not count then. */
    private static List<TextLine> lines(Life life) {
        List<String> output = life.run().output();
        List<TextLine> lines = new ArrayList<>();
        for (String line : output) {
            if (lines.size() < output.size() - 1 || TextLine.isOne(line)) {
                lines.add(TextLine.parse(line));
            }
        }
        return lines;
    }

    private static void addAck(List<Ack> acks, Life life, TextLine line) {
        if (ServiceRun.SENT.contains(line.message())) {
            acks.add(new Ack(time(line), life.name(), line.position(), line.value("event_id")));
        }
    }

    /** A record that blocks its partition is not handled yet. */
    private static void addHandling(List<Handling> handlings, Life life, TextLine line) {
        boolean handled = switch (line.message()) {
            case "processed", "unexpected event", "unblocked" -> true;
            case "JSON decode error" -> !line.fields().containsKey("action");
            default -> false;
        };
        if (handled) {
            handlings.add(new Handling(
                    time(line), life.name(), line.position(), line.fields().get("event_id")));
        }
    }

    /** What the group had committed by then must not be handled again. */
    private static void addExcuse(List<Excuse> excuses, Life life, TextLine line, List<Commit> commits) {
        String why = REASONS.get(line.message());
        if (why != null) {
            Map<TopicPartition, Long> committed = new HashMap<>();
            commits.stream()
                    .filter(commit -> commit.time().isBefore(time(line)))
                    .forEach(commit -> committed.put(commit.partition(), commit.offset()));
            committed.values().removeIf(Objects::isNull);
            excuses.add(new Excuse(time(line), life.name(), committed, why));
        }
    }

    private static Instant time(TextLine line) {
        return line.time().toInstant();
    }

    /** Returns the services that stopped in order and whose last summary contradicts their lines. */
    static List<String> miscounts(ChaosStack stack) {
        List<String> miscounts = new ArrayList<>();
        for (List<Life> lives : List.of(stack.producers(), stack.consumers())) {
            for (Life life : lives) {
                List<TextLine> lines = lines(life);
                if (!lines.isEmpty() && lines.get(lines.size() - 1).message().equals("stopped")) {
                    addMiscount(miscounts, life, lines);
                }
            }
        }
        return miscounts;
    }

    private static void addMiscount(List<String> miscounts, Life life, List<TextLine> lines) {
        Map<String, Long> found = new HashMap<>();
        lines.forEach(line -> found.merge(line.message(), 1L, Long::sum));
        TextLine summary = lines.stream()
                .filter(line -> line.message().equals("summary"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        boolean producer = life.name().startsWith("producer");
        long counted = producer
                ? summary.number("acknowledged")
                : summary.number("processed") + summary.number("decode_errors");
        long written = (producer ? ServiceRun.SENT : ServiceRun.HANDLED)
                .stream().mapToLong(message -> found.getOrDefault(message, 0L)).sum();
        if (counted != written) {
            miscounts.add(life.name() + " counts " + counted + " and has written " + written + " lines");
        }
    }
}
