package kafkademo.bench;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import kafkademo.localstack.Artifacts;

/** Starts the measured JVMs, all on the Java that runs the bench, and ends them when closed. */
final class Jvms implements AutoCloseable {
    private final Path folder;
    private final Artifacts artifacts;
    private final AotCaches caches;
    private final ConcurrentLinkedQueue<Jvm> started = new ConcurrentLinkedQueue<>();
    private int count;

    /** @param folder where their output and temporary files go */
    Jvms(Path folder, Artifacts artifacts) {
        this.folder = folder;
        this.artifacts = artifacts;
        this.caches = new AotCaches(folder, this);
    }

    /** Makes the AOT caches that the services start from. */
    void makeCaches(Map<String, String> settings) throws InterruptedException {
        caches.make(artifacts, settings);
    }

    Path folder() {
        return folder;
    }

    /** Starts a service as its image does, from its AOT cache. Its environment contains only these settings. */
    Jvm service(Path jar, List<String> options, Map<String, String> settings) {
        return service(jar, options, settings, false);
    }

    /** Starts a service in the same way, but leaves its standard output for the bench to read. */
    Jvm readableService(Path jar, List<String> options, Map<String, String> settings) {
        return service(jar, options, settings, true);
    }

    private Jvm service(Path jar, List<String> options, Map<String, String> settings, boolean piped) {
        List<String> all = Stream.concat(options.stream(), caches.options(jar, options).stream())
                .toList();
        return start(jar.getFileName().toString(), all, List.of("-jar", jar.toString()), settings, piped);
    }

    /** Starts a service without a cache, so that it can make one. */
    Jvm training(Path jar, List<String> options, Map<String, String> settings) {
        return start("the training of " + jar.getFileName(), options, List.of("-jar", jar.toString()), settings, false);
    }

    /** Starts one of Kafka's own tools on the broker's class path. */
    Jvm tool(String mainClass, List<String> options, List<String> arguments) {
        List<String> command =
                Stream.concat(Stream.of(mainClass), arguments.stream()).toList();
        // In the environment, because as an argument the class path would fill every list of processes.
        return start(mainClass, options, command, Map.of("CLASSPATH", artifacts.brokerClassPath()), false);
    }

    /** Starts any other Java program. */
    Jvm program(String mainClass, String classPath, List<String> arguments) {
        List<String> command =
                Stream.concat(Stream.of(mainClass), arguments.stream()).toList();
        return start(mainClass, List.of(), command, Map.of("CLASSPATH", classPath), false);
    }

    private Jvm start(
            String name, List<String> options, List<String> program, Map<String, String> environment, boolean piped) {
        try {
            Path own = Files.createDirectories(folder.resolve("run-" + ++count));
            List<String> command = new ArrayList<>(List.of(java()));
            command.addAll(options);
            command.add("-Djava.io.tmpdir=" + own);
            command.addAll(program);
            Path output = own.resolve("output");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(piped ? Redirect.PIPE : Redirect.to(output.toFile()));
            builder.environment().clear();
            builder.environment().putAll(environment);
            Jvm jvm = new Jvm(name, builder.start(), output);
            started.add(jvm);
            return jvm;
        } catch (IOException e) {
            throw new BenchException("can't start " + name, e);
        }
    }

    /** Returns the path of the Java that runs the bench. */
    static String java() {
        String name = File.separatorChar == '\\' ? "java.exe" : "java";
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    @Override
    public void close() {
        started.forEach(Jvm::close);
    }
}
