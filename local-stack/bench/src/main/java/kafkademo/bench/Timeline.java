package kafkademo.bench;

import java.util.ArrayList;
import java.util.List;

/** How a count grew with time. */
final class Timeline {
    private record Point(long nanos, long count) {}

    private static final double SECOND = 1e9;

    private final List<Point> points = new ArrayList<>();

    /** Adds what was counted at a time; neither ever goes back. */
    void add(long nanos, long count) {
        points.add(new Point(nanos, count));
    }

    /** The mean rate between two counts, both of which must have been passed. */
    double perSecond(long from, long to) {
        return (to - from) / ((nanosAt(to) - nanosAt(from)) / SECOND);
    }

    /** The mean rate from a time at which nothing had been counted to a count that must have been passed. */
    double perSecondSince(long nanos, long to) {
        return to / ((nanosAt(to) - nanos) / SECOND);
    }

    /** When the count was passed: between two points as if it had grown evenly. */
    private double nanosAt(long count) {
        for (int i = 1; i < points.size(); i++) {
            Point before = points.get(i - 1);
            Point after = points.get(i);
            if (after.count >= count && before.count < count) {
                double share = (double) (count - before.count) / (after.count - before.count);
                return before.nanos + share * (after.nanos - before.nanos);
            }
        }
        throw new IllegalArgumentException(count + " was not passed: " + points);
    }
}
