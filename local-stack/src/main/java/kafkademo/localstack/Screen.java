package kafkademo.localstack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Writes whole lines of several processes to the user's screen, each with the name of its process in front. */
final class Screen {
    /** The name under which the stack itself writes. */
    static final String STACK = "stack";

    private static final List<String> NAMES = List.of("zookeeper", "kafka", "producer", "consumer");
    private static final List<String> COLOURS = List.of("\033[34m", "\033[35m", "\033[36m", "\033[33m");
    private static final String BOLD = "\033[1m";
    private static final String RESET = "\033[0m";
    private static final int WIDTH = 9;

    private final OutputStream out;
    private final boolean coloured;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    Screen(OutputStream out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    /** Writes a line of a process. */
    synchronized void line(String name, String text) {
        if (gone.isDone()) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(prefix(name).getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        bytes.write('\n');
        try {
            // One write per line, so that a reader of the pipe or a process on the same terminal never sees half a
            // line.
            bytes.writeTo(out);
            out.flush();
        } catch (IOException e) {
            gone.complete(null);
        }
    }

    /** Writes a text of the stack itself, line by line. */
    void say(String text) {
        text.lines().forEach(line -> line(STACK, line));
    }

    /** Returns a sink for the lines of a process. */
    Consumer<String> of(String name) {
        return text -> line(name, text);
    }

    /**
     * Completes when nobody reads the output any more, as after {@code
     *  head}.
     */
    CompletableFuture<Void> gone() {
        return gone;
    }

    private String prefix(String name) {
        String padded = name + " ".repeat(Math.max(0, WIDTH - name.length())) + " | ";
        if (!coloured) {
            return padded;
        }
        int known = NAMES.indexOf(name);
        return (known < 0 ? BOLD : COLOURS.get(known)) + padded + RESET;
    }
}
