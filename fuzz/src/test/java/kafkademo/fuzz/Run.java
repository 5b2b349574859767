package kafkademo.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a fuzzer did in a process of its own.
 *
 * @param inputs how many inputs it ran
 * @param edges how many branches of the code they reached
 * @param features how many of them, told apart by how often each was taken
 * @param corpus how many inputs reached something new, and so were kept to make others from
 * @param seconds how long it took
 * @param failure what was found, with the end of the fuzzer's output; empty if nothing was
 */
record Run(Target target, long inputs, long edges, long features, long corpus, long seconds, String failure) {
    private static final Pattern STATE = Pattern.compile("cov: (\\d+) ft: (\\d+) corp: (\\d+)/");
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
    private static final int SHOWN = 4_000;

    /** The fuzzer watches these classes. It does not watch the tests, which would lead it astray. */
    private static final List<String> OPTIONS = List.of(
            "--instrumentation_includes=kafkademo.**:tools.jackson.core.**",
            "--instrumentation_excludes=kafkademo.testing.**:kafkademo.fuzz.**",
            // Which branches are taken is enough. What else it can watch, comparisons and regular expressions,
            // allocates memory.
            "--trace=cov",
            "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexRoadblocks",
            // An input that takes longer than a minute hangs.
            "-timeout=60");

    /**
     * Fuzzes a target.
     *
     * @param limits how long, as options of libFuzzer
     * @param folder for the corpus, the output and what is found
     */
    static Run of(Target target, List<String> limits, long seed, Path folder) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(folder.resolve(target.test()).resolve(target.method()));
        Path output = folder.resolve(target.test() + "." + target.method() + ".log");
        Path found = Files.createDirectories(folder.resolve("found").resolve(target.method()));
        ProcessBuilder fuzzer = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        fuzzer.command()
                .addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading", "-cp", classPath()));
        fuzzer.command().add("com.code_intelligence.jazzer.Jazzer");
        fuzzer.command().addAll(List.of("--target_class=" + target.test(), "--target_method=" + target.method()));
        fuzzer.command().addAll(OPTIONS);
        fuzzer.command().addAll(List.of("-seed=" + seed, "-max_len=" + target.longest()));
        fuzzer.command().addAll(limits);
        fuzzer.command().addAll(List.of("-artifact_prefix=" + found + File.separator, corpus.toString()));
        Process process =
                fuzzer.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        // Ctrl-C ends the tests, and should end the fuzzer too.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        try {
            int exitCode = process.waitFor();
            // Some bytes of what is found are no text.
            return parse(target, Files.readString(output, StandardCharsets.ISO_8859_1), exitCode)
                    .keep(found);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Reads the fuzzer's output. */
    static Run parse(Target target, String output, int exitCode) {
        long edges = 0;
        long features = 0;
        long corpus = 0;
        Matcher state = STATE.matcher(output);
        while (state.find()) {
            edges = Long.parseLong(state.group(1));
            features = Long.parseLong(state.group(2));
            corpus = Long.parseLong(state.group(3));
        }
        Matcher done = DONE.matcher(output);
        boolean isDone = done.find();
        String end = output.substring(Math.max(0, output.length() - SHOWN));
        return new Run(
                target,
                isDone ? Long.parseLong(done.group(1)) : 0,
                edges,
                features,
                corpus,
                isDone ? Long.parseLong(done.group(2)) : 0,
                isDone && exitCode == 0 ? "" : "exit code " + exitCode + ", " + end);
    }

    /** Makes what is found a part of the corpus, so that every test run tries it again. */
    private Run keep(Path found) throws IOException {
        try (Stream<Path> inputs = Files.list(found)) {
            Optional<Path> input = inputs.findFirst();
            if (input.isPresent()) {
                Path kept = Files.createDirectories(Path.of(target.folderOfFound()))
                        .resolve(input.get().getFileName());
                Files.move(input.get(), kept);
                return new Run(target, inputs(), edges, features, corpus, seconds, kept + ": " + failure);
            }
        }
        return this;
    }
}
