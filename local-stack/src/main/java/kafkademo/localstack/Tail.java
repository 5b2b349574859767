package kafkademo.localstack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that went by. Safe for use by several threads. */
final class Tail {
    private final Deque<String> lines = new ArrayDeque<>();
    private final int limit;

    Tail(int limit) {
        this.limit = limit;
    }

    /** Adds a line and, when full, forgets the oldest. */
    synchronized void add(String line) {
        if (lines.size() == limit) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** The lines, oldest first. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
