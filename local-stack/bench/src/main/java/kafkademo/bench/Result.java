package kafkademo.bench;

import java.util.List;

/**
 * One figure.
 *
 * @param part the part of the bench that measured it
 * @param what what was measured
 * @param unit the unit of the values
 * @param values the measured values, round by round
 * @param reference the values to compare with, round by round and in the same unit; may be empty
 * @param target what the figure should reach: a ratio if there is a reference; may be {@code null}
 * @param note additional information; may be empty
 */
record Result(
        String part,
        String what,
        String unit,
        List<Double> values,
        List<Double> reference,
        Target target,
        String note) {
    Result {
        values = List.copyOf(values);
        reference = List.copyOf(reference);
    }

    /** Returns a figure without a reference. */
    static Result of(String part, String what, String unit, List<Double> values, Target target, String note) {
        return new Result(part, what, unit, values, List.of(), target, note);
    }

    double median() {
        return Statistics.median(values);
    }

    boolean isCompared() {
        return !reference.isEmpty();
    }

    double referenceMedian() {
        return Statistics.median(reference);
    }

    /** Returns the ratio of the median to the reference's median. */
    double ratio() {
        return median() / referenceMedian();
    }

    /** Returns the value that the target applies to. */
    double judged() {
        return isCompared() ? ratio() : median();
    }
}
