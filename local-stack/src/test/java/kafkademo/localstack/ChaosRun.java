package kafkademo.localstack;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;

/** Plays a plan on a stack of its own, heals everything, and makes the account. */
final class ChaosRun {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /**
     * One action that was played.
     *
     * @param at when it began, since the beginning of the run
     * @param recovery from its end until a record was handled that was acknowledged after it
     */
    record Step(ChaosAction action, Duration at, Duration recovery) {}

    /**
     * What came out of a run.
     *
     * @param acknowledged how many records the services' lines call acknowledged
     * @param handlings how many times a record was handled
     * @param miscounts services whose last summary contradicts their lines
     * @param reconcile what the command {@code reconcile} said about the same topics
     */
    record Outcome(
            long seed,
            Duration took,
            List<Step> steps,
            int acknowledged,
            int handlings,
            List<String> miscounts,
            ChaosAccount account,
            ReconcileRun reconcile) {}

    private final long seed;
    private final ChaosStack stack;
    private final ChaosTopics topics;
    private final ChaosMoves moves;
    private final PrintStream timeline;
    private final Stopwatch elapsed = new Stopwatch();
    private final List<Step> steps = new ArrayList<>();

    private ChaosRun(long seed, ChaosStack stack, PrintStream timeline) {
        this.seed = seed;
        this.stack = stack;
        this.topics = new ChaosTopics(stack.broker());
        this.moves = new ChaosMoves(stack, topics);
        this.timeline = timeline;
    }

    /**
     * Plays the plan of a seed.
     *
     * @param folder where the services' lines are kept
     * @param timeline is told the seed and each action
     */
    static Outcome play(long seed, int length, Path folder, PrintStream timeline)
            throws IOException, InterruptedException {
        timeline.println("chaos run with seed " + seed + " and " + length + " actions");
        try (ChaosStack stack = new ChaosStack(seed)) {
            try {
                return new ChaosRun(seed, stack, timeline).play(ChaosPlan.of(seed, length), folder);
            } finally {
                stack.save(folder);
            }
        }
    }

    private Outcome play(List<ChaosAction> plan, Path folder) throws IOException, InterruptedException {
        awaitProgress(Instant.EPOCH);
        for (ChaosAction action : plan) {
            play(action);
        }
        stack.control(stack.producer(), "PAUSED=true");
        moves.awaitDrained(TestBroker.TOPICS);
        stack.producer().run().stop();
        stack.consumer().run().stop();
        stack.save(folder);
        ReconcileRun reconcile = ReconcileRun.of(
                stack.broker(), folder, Map.of("CONSUMER_GROUP", ChaosStack.GROUP), "--json", "--quiet");
        ChaosEvidence evidence = ChaosLines.evidence(stack, moves, topics.read(), topics.commits());
        Outcome outcome = new Outcome(
                seed,
                elapsed.elapsed(),
                List.copyOf(steps),
                evidence.acks().size(),
                evidence.handlings().size(),
                ChaosLines.miscounts(stack),
                new ChaosAccount(evidence),
                reconcile);
        timeline.printf("%8s  %s%n", elapsed, ChaosReport.summary(outcome));
        return outcome;
    }

    private void play(ChaosAction action) {
        ChaosMoves.pass(action.rest());
        Duration at = elapsed.elapsed();
        timeline.printf("%8s  %s%n", elapsed, action.describe());
        moves.play(action);
        Duration recovery = awaitProgress(Instant.now());
        steps.add(new Step(action, at, recovery));
        timeline.printf(Locale.ROOT, "%8s    recovered after %.1f s%n", elapsed, recovery.toMillis() / 1e3);
    }

    /** Waits until a record is handled that was acknowledged after this time. Returns how long that took. */
    private Duration awaitProgress(Instant since) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast("ended", stack::requireAlive)
                .until(() -> firstHandled(since).isPresent());
        return Duration.between(since, firstHandled(since).orElseThrow());
    }

    private Optional<Instant> firstHandled(Instant since) {
        Set<Position> sent = stack.producer().run().sent().stream()
                .filter(line -> time(line).isAfter(since))
                .map(TextLine::position)
                .collect(Collectors.toSet());
        return stack.consumer().run().handled().stream()
                .filter(line -> time(line).isAfter(since) && sent.contains(line.position()))
                .map(ChaosRun::time)
                .findFirst();
    }

    private static Instant time(TextLine line) {
        return line.time().toInstant();
    }
}
