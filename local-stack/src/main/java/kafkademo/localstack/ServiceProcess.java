package kafkademo.localstack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts the producer and the consumer as a user would: with {@code java -jar} and settings in the environment. */
public final class ServiceProcess {
    /**
     * As in the consumer's image. The old generation has room for two copies of a 64 MB record, because the Kafka
     * client holds two.
     */
    private static final List<String> JVM = List.of("-Xmx192m", "-XX:MaxNewSize=32m", "-XX:+UseSerialGC");

    private static final String BROKER = "KAFKA_BROKER";

    private ServiceProcess() {}

    /**
     * Starts a service.
     *
     * @param jar the service's jar
     * @param artifacts where to find the agent that ends the service together with this JVM
     * @param folder where the service puts its temporary files
     * @param environment the service's complete environment
     * @param out receives the lines of standard output
     * @param err receives the lines of standard error
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

    /** Returns the user's environment with this broker's address. */
    public static Map<String, String> environment(Map<String, String> user, String broker) {
        Map<String, String> environment = new HashMap<>(user);
        environment.put(BROKER, broker);
        return environment;
    }

    /** Returns the broker's address that the user set, or an empty string. */
    static String brokerOf(Map<String, String> environment) {
        return environment.getOrDefault(BROKER, "").strip();
    }
}
