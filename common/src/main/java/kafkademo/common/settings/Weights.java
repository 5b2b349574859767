package kafkademo.common.settings;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * How often each of a few names is picked, relative to the others. {@code truncated=3,empty=0} picks the first three times as often
 * as a name that isn't mentioned, and the second never. A weight is 1 by default; {@code others=0.5} changes the default.
 */
public final class Weights {
    private static final String OTHERS = "others";
    private static final int MAX = 1_000;

    private final List<String> names;
    private final double others;
    private final double[] weights;
    private final double sum;
    private final double greatest;

    private Weights(List<String> names, double others, double[] weights) {
        this.names = names;
        this.others = others;
        this.weights = weights;
        this.sum = Arrays.stream(weights).sum();
        this.greatest = Arrays.stream(weights).max().orElse(0);
    }

    /** All weights 1. */
    public static Weights even(List<String> names) {
        return parse(names, OTHERS + "=1").orElseThrow();
    }

    /** The weights that {@code text} gives to {@code names}; empty if it is not {@link #allowed}. */
    public static Optional<Weights> parse(List<String> names, String text) {
        Map<String, Double> given = new HashMap<>();
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            String name = entry.substring(0, Math.max(equals, 0));
            Optional<Double> weight = Setting.decimal(name, 0, MAX).parser().apply(entry.substring(equals + 1));
            boolean isKnown = names.contains(name) || name.equals(OTHERS);
            if (!isKnown || weight.isEmpty() || given.put(name, weight.get()) != null) {
                return Optional.empty();
            }
        }
        double others = given.getOrDefault(OTHERS, 1.0);
        double[] weights = names.stream()
                .mapToDouble(name -> given.getOrDefault(name, others))
                .toArray();
        return Optional.of(new Weights(names, others, weights)).filter(parsed -> parsed.greatest > 0);
    }

    /** Describes the texts that are allowed. */
    public static String allowed(List<String> names) {
        return "name=weight[,name=weight…], not all 0, weights from 0 to " + MAX + ", names " + String.join(", ", names)
                + " or " + OTHERS;
    }

    /** Whether all weights are the same. */
    public boolean areEven() {
        return Arrays.stream(weights).allMatch(weight -> weight == greatest);
    }

    /** A name's weight divided by the greatest weight: 0 to 1. */
    public double againstGreatest(int index) {
        return weights[index] / greatest;
    }

    /**
     * Picks a name with a probability that is proportional to its weight.
     *
     * @param random from 0 (included) to 1 (excluded)
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

    /** The text that a user would write. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(",");
        for (int index = 0; index < weights.length; index++) {
            if (weights[index] != others) {
                text.add(names.get(index) + "=" + Setting.plain(weights[index]));
            }
        }
        if (others != 1 || text.length() == 0) {
            text.add(OTHERS + "=" + Setting.plain(others));
        }
        return text.toString();
    }
}
