package kafkademo.localstack;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that start a JVM. */
final class JavaCommand {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private JavaCommand() {}

    /** {@code java OPTIONS -jar JAR}, on the Java that runs this program. */
    static List<String> ofJar(List<String> options, Path jar) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /** {@code java OPTIONS MAIN-CLASS ARGUMENT}, on the Java that runs this program; its class path is {@code CLASSPATH}. */
    static List<String> ofMain(List<String> options, String mainClass, Path argument) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of(mainClass, argument.toString()));
        return command;
    }

    /**
     * The same command, deaf to the terminal.
     *
     * <p>Ctrl-C and a closed terminal signal the whole process group, so that Kafka would end together with its clients.
     * A JVM leaves these two signals ignored if they are when it starts; SIGTERM still ends it.
     */
    static List<String> deafToTerminal(List<String> command) {
        if (WINDOWS) {
            return command;
        }
        List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        shell.addAll(command);
        return shell;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", WINDOWS ? "java.exe" : "java")
                .toString();
    }
}
