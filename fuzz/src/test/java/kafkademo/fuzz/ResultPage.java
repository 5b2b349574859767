package kafkademo.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes what a long run did into its page, between two marks. */
record ResultPage(List<Run> runs, long seed, LocalDate date) {
    private static final String BEGIN = "<!-- What follows is written by the run. -->";

    void write(Path page) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(page));
        lines = lines.subList(0, lines.indexOf(BEGIN) + 1);
        lines.addAll(lines());
        Files.write(page, lines);
    }

    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "%s, seed %d: %s inputs. %s."
                        .formatted(
                                date,
                                seed,
                                grouped(runs.stream().mapToLong(Run::inputs).sum()),
                                machine()),
                "",
                "| what reads the input | inputs | a second | branches reached | inputs kept | found |",
                "|---|---|---|---|---|---|"));
        for (Run run : runs) {
            lines.add("| %s | %s | %s | %s | %s | %s |"
                    .formatted(
                            run.target().about(),
                            grouped(run.inputs()),
                            grouped(run.inputs() / Math.max(1, run.seconds())),
                            grouped(run.edges()),
                            grouped(run.corpus()),
                            run.failure().isEmpty() ? "nothing" : "a fault"));
        }
        return lines;
    }

    private static String machine() throws IOException {
        Path processors = Path.of("/proc/cpuinfo");
        String name = System.getProperty("os.arch");
        if (Files.isReadable(processors)) {
            name = Files.readAllLines(processors).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*: ", ""))
                    .findFirst()
                    .orElse(name);
        }
        return "%d cores of %s, %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        name,
                        System.getProperty("os.name"),
                        System.getProperty("java.version"));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
