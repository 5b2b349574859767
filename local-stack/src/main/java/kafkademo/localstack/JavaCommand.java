package kafkademo.localstack;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds command lines that start a JVM. */
final class JavaCommand {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private JavaCommand() {}

    /** Returns {@code java OPTIONS -jar JAR}, using the Java that runs this program. */
    static List<String> ofJar(List<String> options, Path jar) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /**
     * Returns {@code java OPTIONS MAIN-CLASS ARGUMENT}, using the Java that runs this program. The class path comes
     * from the variable {@code CLASSPATH}.
     */
    static List<String> ofMain(List<String> options, String mainClass, Path argument) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of(mainClass, argument.toString()));
        return command;
    }

    /**
     * Returns the same command, made to ignore the terminal's signals.
     *
     * <p>Ctrl-C and a closed terminal signal the whole process group, so Kafka would end at the same time as its
     * clients. A JVM keeps ignoring these two signals if they are ignored when it starts. SIGTERM still ends it.
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
