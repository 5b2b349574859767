package kafkademo.bench;

import java.util.List;

/**
 * One figure.
 *
 * @param part to which part of the bench it belongs
 * @param what what was measured
 * @param unit of the values
 * @param values what was measured, round by round
 * @param reference what the figure is compared with, round by round, in the same unit; may be empty
 * @param target what it should reach: a ratio to the reference if there is one; may be {@code null}
 * @param note what else is worth knowing; may be empty
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

    /** A figure that stands for itself. */
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

    /** The median as a share of the reference's. */
    double ratio() {
        return median() / referenceMedian();
    }

    /** The figure at which the target looks. */
    double judged() {
        return isCompared() ? ratio() : median();
    }
}
