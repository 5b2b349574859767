package kafkademo.bench;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * The value that a figure should reach.
 *
 * @param atLeast true if higher is better, false if lower is better
 * @param limit the value that is just good enough
 * @param unit the unit of the limit, empty for a ratio
 */
record Target(boolean atLeast, double limit, String unit) {
    private static final double ROUNDING = 1e-9;

    static Target atLeast(double limit, String unit) {
        return new Target(true, limit, unit);
    }

    static Target atMost(double limit, String unit) {
        return new Target(false, limit, unit);
    }

    /** Returns how well the target is reached: 1 is just good enough, more is better. */
    double reachedBy(double value) {
        // With a target of the kind "at most", zero is the best possible value.
        return atLeast ? value / limit : value == 0 ? Double.MAX_VALUE : limit / value;
    }

    boolean isReachedBy(double value) {
        return reachedBy(value) >= 1 - ROUNDING;
    }

    /** Returns a short verdict, such as {@code 1.04 reached} or {@code 0.93 short}. */
    String verdict(double value) {
        double reached = reachedBy(value);
        String share = reached >= 100
                ? ">100"
                : String.format(Locale.ROOT, "%.2f", Math.floor((reached + ROUNDING) * 100) / 100);
        return share + (isReachedBy(value) ? " reached" : " SHORT");
    }

    @Override
    public String toString() {
        String number = BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
        return (atLeast ? ">= " : "<= ") + number + (unit.isEmpty() ? "" : " " + unit);
    }
}
