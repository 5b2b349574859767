package kafkademo.localstack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts the producer and the consumer, as anyone would: {@code java -jar}, and settings in the environment. */
public final class ServiceProcess {
    /** As in the consumer's image: the old generation holds a record of 64 MB twice, as the Kafka client does. */
    private static final List<String> JVM = List.of("-Xmx192m", "-XX:MaxNewSize=32m", "-XX:+UseSerialGC");

    private static final String BROKER = "KAFKA_BROKER";

    private ServiceProcess() {}

    /**
     * Starts a service.
     *
     * @param jar the service's jar
     * @param artifacts where the agent is that ends the service together with this JVM
     * @param folder takes the service's temporary files
     * @param environment its whole environment
     * @param out gets the lines of its standard output
     * @param err gets the lines of its standard error
     */
    public static Child start(
            Path jar,
            Artifacts artifacts,
            RunFolder folder,
            Map<String, String> environment,
            Consumer<String> out,
            Consumer<String> err) {
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        List<String> options = new ArrayList<>(JVM);
        Path temporary = folder.temporaryOf(name);
        options.add("-Djava.io.tmpdir=" + temporary);
        options.add(ParentWatch.option(artifacts.parentWatch(), true, temporary));
        List<String> command = JavaCommand.deafToTerminal(JavaCommand.ofJar(options, jar));
        return Child.start(name, command, environment, Path.of("").toAbsolutePath(), out, err);
    }

    /** An environment with everything that a user set, and this broker. */
    public static Map<String, String> environment(Map<String, String> user, String broker) {
        Map<String, String> environment = new HashMap<>(user);
        environment.put(BROKER, broker);
        return environment;
    }

    /** The broker that a user named, or an empty text. */
    static String brokerOf(Map<String, String> environment) {
        return environment.getOrDefault(BROKER, "").strip();
    }
}
