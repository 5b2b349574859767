package kafkademo.common.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much each of a few names counts against the others: {@code truncated=3,empty=0} gives the first three times the weight of
 * those that aren't named, and the second none. A weight is 1 unless given, {@code others=0.5} changes that, and not all may be 0.
 */
public final class Weights {
    private static final String OTHERS = "others";
    private static final double MAX = 1_000;

    private final List<String> names;
    private final double others;
    private final double[] weights;
    private final double sum;
    private final double greatest;
    private final boolean even;

    private Weights(List<String> names, double others, double[] weights) {
        this.names = names;
        this.others = others;
        this.weights = weights;
        this.sum = Arrays.stream(weights).sum();
        this.greatest = Arrays.stream(weights).max().orElse(0);
        this.even = Arrays.stream(weights).allMatch(weight -> weight == greatest);
    }

    /** All weights 1. */
    public static Weights even(List<String> names) {
        double[] weights = new double[names.size()];
        Arrays.fill(weights, 1);
        return new Weights(names, 1, weights);
    }

    /** The weights that {@code text} gives to {@code names}, if it is what {@link #allowed} says. */
    public static Optional<Weights> parse(List<String> names, String text) {
        double others = 1;
        boolean othersGiven = false;
        double[] weights = new double[names.size()];
        Arrays.fill(weights, Double.NaN);
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            String name = entry.substring(0, Math.max(equals, 0));
            OptionalDouble weight = Environment.parseDecimal(entry.substring(equals + 1), 0, MAX);
            int index = names.indexOf(name);
            boolean isNew = index >= 0 ? Double.isNaN(weights[index]) : name.equals(OTHERS) && !othersGiven;
            if (weight.isEmpty() || !isNew) {
                return Optional.empty();
            } else if (index >= 0) {
                weights[index] = weight.getAsDouble();
            } else {
                others = weight.getAsDouble();
                othersGiven = true;
            }
        }
        for (int index = 0; index < weights.length; index++) {
            weights[index] = Double.isNaN(weights[index]) ? others : weights[index];
        }
        Weights parsed = new Weights(names, others, weights);
        return parsed.greatest > 0 ? Optional.of(parsed) : Optional.empty();
    }

    /** In words, which texts are weights of these names. */
    public static String allowed(List<String> names) {
        return "name=weight[,name=weight…], not all 0, weights from 0 to " + Environment.plain(MAX) + ", names "
                + String.join(", ", names) + " or " + OTHERS;
    }

    /** Whether all count the same. */
    public boolean areEven() {
        return even;
    }

    /** The weight of one of the names against the greatest weight of any: 0 to 1, and 1 for at least one of them. */
    public double againstGreatest(int index) {
        return weights[index] / greatest;
    }

    /**
     * Picks a name by its weight.
     *
     * @param random a number from 0 to 1, the latter excluded
     * @return its index
     */
    public int pick(double random) {
        double left = random * sum;
        int picked = -1;
        for (int index = 0; index < weights.length; index++) {
            if (weights[index] > 0) {
                picked = index;
                left -= weights[index];
                if (left < 0) {
                    break;
                }
            }
        }
        return picked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Weights that && names.equals(that.names) && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights);
    }

    /** As a user would write them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < weights.length; index++) {
            if (weights[index] != others) {
                append(text, names.get(index), weights[index]);
            }
        }
        if (others != 1 || text.isEmpty()) {
            append(text, OTHERS, others);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, double weight) {
        text.append(text.isEmpty() ? "" : ",").append(name).append('=').append(Environment.plain(weight));
    }
}
