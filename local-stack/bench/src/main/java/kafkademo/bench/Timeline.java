package kafkademo.bench;

import java.util.ArrayList;
import java.util.List;

/** Records how a count grows over time. */
final class Timeline {
    private record Point(long nanos, long count) {}

    private static final double SECOND = 1e9;

    private final List<Point> points = new ArrayList<>();

    /** Adds a count and the time at which it was taken. Neither may decrease. */
    void add(long nanos, long count) {
        points.add(new Point(nanos, count));
    }

    /** Returns the mean rate between two counts. Both must have been passed. */
    double perSecond(long from, long to) {
        return (to - from) / ((nanosAt(to) - nanosAt(from)) / SECOND);
    }

    /** Returns the mean rate from a time, at which the count was zero, to a count that must have been passed. */
    double perSecondSince(long nanos, long to) {
        return to / ((nanosAt(to) - nanos) / SECOND);
    }

    /** Returns when the count was passed, interpolated linearly between two points. */
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
