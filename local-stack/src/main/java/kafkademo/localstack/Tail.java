package kafkademo.localstack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the last lines of an output. Safe for use by several threads. */
final class Tail {
    private final Deque<String> lines = new ArrayDeque<>();
    private final int limit;

    Tail(int limit) {
        this.limit = limit;
    }

    /** Adds a line. Drops the oldest line if the limit is reached. */
    synchronized void add(String line) {
        if (lines.size() == limit) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** Returns the lines, oldest first. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
