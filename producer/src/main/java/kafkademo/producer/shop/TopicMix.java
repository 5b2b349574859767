package kafkademo.producer.shop;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import kafkademo.common.settings.Weights;

/**
 * Thins out the shop's events by topic, as in a sampled or partly broken feed. An event is passed on with the probability
 * of its topic's weight divided by the greatest weight. The shop itself is unchanged: everything passed on is true and in
 * order, and the numbers in it (a stock level, a total) include what was left out.
 *
 * <p>The rate of messages is unchanged too; the shop moves faster instead. The topic with the greatest weight is passed on
 * whole, so a message takes at most {@link Storefront#WINDOW} events. With even weights no random number is drawn.
 */
public final class TopicMix {
    /** Keeps these random numbers apart from the shop's and the faults', which start from the same seed. */
    private static final long SALT = 0x746F706963733F21L;

    private final Supplier<Event> shop;
    private final Supplier<Weights> weights;
    private final SplittableRandom random;

    /** @param weights of the topics, in their order; asked once per event passed on */
    public TopicMix(Supplier<Event> shop, Supplier<Weights> weights, long seed) {
        this.shop = shop;
        this.weights = weights;
        this.random = new SplittableRandom(seed ^ SALT);
    }

    /** The next event that is passed on. */
    public Event next() {
        Weights present = weights.get();
        while (true) {
            Event event = shop.get();
            double share = present.againstGreatest(event.type().topic().ordinal());
            if (share == 1 || random.nextDouble() < share) {
                return event;
            }
        }
    }
}
