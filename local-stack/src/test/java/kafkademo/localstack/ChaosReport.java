package kafkademo.localstack;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import kafkademo.localstack.ChaosAccount.Fault;
import kafkademo.localstack.ChaosAction.Kind;
import kafkademo.localstack.ChaosRun.Outcome;
import kafkademo.localstack.ChaosRun.Step;

/** Tells people what came out of chaos runs. */
final class ChaosReport {
    private static final String INTRODUCTION = """
            # The chaos run

            No acknowledged record is lost, whatever happens to the stack; none is handled twice without a reason. This page shows it with
            figures. They answer the questions that the Jepsen reports ask of Kafka.

            ```sh
            mvn verify -Pchaos
            ```

            plays actions on the four processes of the [local stack](../CONTRIBUTING.md), which a seed draws, and writes this page.
            `-Dchaos.seeds=3,4` chooses other seeds, and `-Dchaos.actions=200` longer runs. The same seed always draws the same actions.
            `mvn verify` plays ten of them.

            At the end everything is healed, the producer is paused and the consumer handles what is left. Then every line of both
            services is compared with every record in the topics, and with every offset that the group has committed.
            """;

    private static final String LIMITS = """

            ## How to read it

            - *Acknowledged* is what the lines of the producer say, and what the test wrote itself. A killed producer may have had more
              acknowledged than it could say.
            - A topic that is deleted takes its records with it. It is compared again from when both services use the new topic.
            - A record may be handled again only if the group had not committed it when its consumer was killed or lost the partition, or if
              the offsets were rewound. The broker's own record of the group's offsets says what was committed.
            - Adding a partition moves keys to other partitions. Order is compared within each partition.
            - Recovery is the time from the end of an action until a record is handled that was acknowledged after it. The start of a JVM is
              part of it, and on a busy machine it takes most of the time.
            - The session of the broker with ZooKeeper and that of the consumer with the broker last 3 s here, so that every freeze ends them.
              In the stack they last 6 s and 10 s, and a consumer loses its partitions less often.
            - The times of records tell in which order a producer has made them. Records that it made while its clock was moved are
              compared with one another.
            - A full disk is not part of this run. The [tour on a small disk](tour.md) has it.
            """;

    private ChaosReport() {}

    /** Returns the page about these runs. */
    static String page(List<Outcome> outcomes) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("\nRun on ")
                .append(LocalDate.now())
                .append(", ")
                .append(System.getProperty("os.name"))
                .append(' ')
                .append(System.getProperty("os.arch"))
                .append(", ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" processors, Java ")
                .append(Runtime.version().feature())
                .append(String.format(
                        Locale.ROOT,
                        ". The load average of the last minute was %.0f at the end.%n",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        page.append("\n## What became of the records\n\n").append(figures(outcomes));
        page.append("\n## What was handled again, and why\n\n").append(repeats(outcomes));
        page.append("\n## How long it took to recover\n\n").append(recoveries(outcomes));
        page.append("\n## How often a process ended\n\n").append(ends(outcomes));
        return page.append(LIMITS).toString();
    }

    private static String figures(List<Outcome> outcomes) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(row("", outcomes, outcome -> "seed " + outcome.seed()));
        rows.add(row("minutes", outcomes, outcome -> outcome.took().toMinutes()));
        rows.add(row("actions", outcomes, outcome -> outcome.steps().size()));
        rows.add(row("records acknowledged", outcomes, Outcome::acknowledged));
        rows.add(row(
                "records in the topics at the end",
                outcomes,
                outcome -> outcome.account().stored()));
        rows.add(row("of these, aborted", outcomes, outcome -> outcome.account().aborted()));
        rows.add(row("times that a record was handled", outcomes, Outcome::handlings));
        for (Fault fault : Fault.values()) {
            rows.add(row(
                    "**" + fault.words() + "**",
                    outcomes,
                    outcome -> outcome.account().faults().get(fault).size()));
        }
        rows.add(row(
                "acknowledged, and deleted with their topic",
                outcomes,
                outcome -> outcome.account().goneWithTheirTopic()));
        rows.add(row(
                "in a topic created again, below the offset at which the consumer went on",
                outcomes,
                outcome -> outcome.account().passedOver()));
        return table(rows);
    }

    private static String repeats(List<Outcome> outcomes) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(row("because", outcomes, outcome -> "seed " + outcome.seed()));
        TreeSet<String> reasons = new TreeSet<>();
        outcomes.forEach(outcome -> reasons.addAll(outcome.account().repeats().keySet()));
        for (String reason : reasons) {
            rows.add(
                    row(reason, outcomes, outcome -> outcome.account().repeats().getOrDefault(reason, 0)));
        }
        return table(rows);
    }

    private static String recoveries(List<Outcome> outcomes) {
        Map<Kind, List<Duration>> recoveries = new TreeMap<>();
        outcomes.stream()
                .flatMap(outcome -> outcome.steps().stream())
                .forEach(step -> recoveries
                        .computeIfAbsent(step.action().kind(), any -> new ArrayList<>())
                        .add(step.recovery()));
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("after", "times", "median", "longest"));
        recoveries.forEach((kind, all) -> {
            List<Duration> sorted = all.stream().sorted().toList();
            rows.add(List.of(
                    kind.words(),
                    sorted.size(),
                    seconds(sorted.get((sorted.size() - 1) / 2)),
                    seconds(sorted.get(sorted.size() - 1))));
        });
        return table(rows);
    }

    private static String ends(List<Outcome> outcomes) {
        List<Kind> played = outcomes.stream()
                .flatMap(outcome -> outcome.steps().stream())
                .map(Step::action)
                .map(ChaosAction::kind)
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("process", "killed", "stopped", "frozen", "ended by itself"));
        rows.add(endsOf(
                "broker",
                played,
                List.of(Kind.BROKER_KILLED, Kind.BOTH_SERVERS_KILLED),
                List.of(),
                Kind.BROKER_FROZEN));
        rows.add(endsOf(
                "ZooKeeper",
                played,
                List.of(Kind.ZOOKEEPER_KILLED, Kind.BOTH_SERVERS_KILLED),
                List.of(),
                Kind.ZOOKEEPER_FROZEN));
        rows.add(endsOf(
                "producer",
                played,
                List.of(Kind.PRODUCER_KILLED),
                List.of(Kind.PRODUCER_STOPPED),
                Kind.PRODUCER_FROZEN));
        rows.add(endsOf(
                "consumer",
                played,
                List.of(Kind.CONSUMER_KILLED, Kind.SECOND_CONSUMER_KILLED),
                List.of(Kind.CONSUMER_STOPPED, Kind.SECOND_CONSUMER_LEAVES, Kind.OFFSETS_REWOUND),
                Kind.CONSUMER_FROZEN));
        return table(rows);
    }

    /** A process that ends by itself fails the run, so a page never shows one. */
    private static List<Object> endsOf(
            String process, List<Kind> played, Collection<Kind> killed, Collection<Kind> stopped, Kind frozen) {
        return List.of(process, count(played, killed), count(played, stopped), count(played, List.of(frozen)), 0);
    }

    private static long count(List<Kind> played, Collection<Kind> kinds) {
        return played.stream().filter(kinds::contains).count();
    }

    /** Returns the figures of a run in one line. */
    static String summary(Outcome outcome) {
        ChaosAccount account = outcome.account();
        String faults = account.faults().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().size())
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
        return "acknowledged=" + outcome.acknowledged() + " stored=" + account.stored() + " aborted="
                + account.aborted()
                + " handlings=" + outcome.handlings() + ' ' + faults + " gone_with_their_topic="
                + account.goneWithTheirTopic() + " passed_over=" + account.passedOver() + " repeats="
                + account.repeats();
    }

    private static List<Object> row(String name, List<Outcome> outcomes, Function<Outcome, Object> figure) {
        List<Object> row = new ArrayList<>(List.of(name));
        outcomes.forEach(outcome -> row.add(figure.apply(outcome)));
        return row;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }

    /** Returns a Markdown table. The first row is its head. */
    private static String table(List<List<Object>> rows) {
        StringBuilder table = new StringBuilder();
        for (List<Object> row : rows) {
            table.append(line(row));
            if (row == rows.get(0)) {
                table.append("|---".repeat(row.size())).append("|\n");
            }
        }
        return table.toString();
    }

    private static String line(List<Object> cells) {
        return cells.stream().map(ChaosReport::cell).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String cell(Object value) {
        return value instanceof Number ? String.format(Locale.ROOT, "%,d", value) : String.valueOf(value);
    }
}
