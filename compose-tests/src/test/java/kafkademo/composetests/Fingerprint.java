package kafkademo.composetests;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * What a run of a scenario looks like in Prometheus. All times are in seconds since the incident's start; if there is no
 * incident, since the run's start.
 *
 * @param from the first time that is shown
 * @param to the last time that is shown
 */
record Fingerprint(
        String scenario, int from, int to, Optional<Incident> incident, List<Panel> panels, List<Alert> alerts) {
    /** The time between two values, in seconds. */
    static final int STEP = 5;

    /** When the undoing began, and when all was as before. */
    record Incident(double end, double recovered) {}

    /** Figures of the same unit. The scale reaches at least up to {@code top}, so that a trifle looks like one. */
    record Panel(String title, double top, List<Line> lines) {}

    /** A figure over time. A time without a sample is left out. */
    record Line(String name, String color, NavigableMap<Integer, Double> values) {}

    /** The times at which an alert was pending and at which it fired. */
    record Alert(String name, String severity, NavigableSet<Integer> pending, NavigableSet<Integer> firing) {}
}
