package kafkademo.localstack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Passes the output of a process to a sink, line by line, until the process closes the stream. */
final class LinePump {
    private LinePump() {}

    /** Pumps in a new thread, which ends with the stream. */
    static Thread start(String name, InputStream in, Consumer<String> sink) {
        Thread thread = new Thread(() -> pump(in, sink), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Pumps until the stream ends. The last line needs no line break. */
    static void pump(InputStream in, Consumer<String> sink) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sink.accept(line);
            }
        } catch (IOException e) {
            // The process was killed in the middle of a line, so there is nothing more to read.
        }
    }
}
