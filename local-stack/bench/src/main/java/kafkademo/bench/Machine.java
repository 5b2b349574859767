package kafkademo.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;

/** Describes the machine on which the figures were taken. */
final class Machine {
    private static final String UNKNOWN = "unknown";

    private Machine() {}

    /** Returns the machine, the JVM and the versions, by name. */
    static Map<String, String> describe(String brokerClassPath) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cpu", valueIn(Path.of("/proc/cpuinfo"), "model name"));
        facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", valueIn(Path.of("/proc/meminfo"), "MemTotal"));
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        String client =
                Admin.class.getProtectionDomain().getCodeSource().getLocation().toString();
        facts.put("kafka-clients", versionIn(client, "kafka-clients"));
        facts.put("broker and tools", versionIn(brokerClassPath, "kafka-tools"));
        facts.put("AOT cache", AotCaches.describe());
        facts.put("load at start", String.valueOf(load()));
        return facts;
    }

    /** Finds a jar in a class path and returns the version in its name. */
    static String versionIn(String classPath, String artifact) {
        Matcher version = Pattern.compile("\\b" + Pattern.quote(artifact) + "-([0-9.]+)\\.jar")
                .matcher(classPath);
        return version.find() ? version.group(1) : UNKNOWN;
    }

    /** Returns the load average of the last minute, or a negative value if the system does not report it. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Returns the value from a line of the form {@code name : value} in a system file. */
    static String valueIn(Path file, String name) {
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(":", 2);
                if (parts.length == 2 && parts[0].strip().equals(name)) {
                    return parts[1].strip().replaceAll("\\s+", " ");
                }
            }
        } catch (IOException e) {
            // Either this is not Linux or the process has ended.
        }
        return UNKNOWN;
    }
}
