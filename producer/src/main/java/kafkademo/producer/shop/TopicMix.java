package kafkademo.producer.shop;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import kafkademo.common.Topic;
import kafkademo.common.settings.Weights;

/**
 * Thins out the shop's events by topic: an event is passed on with the probability of its topic's weight against the greatest weight.
 * The shop itself goes on unchanged, so whatever is passed on is true and in order, and every number in it (a stock level, a total)
 * includes what is left out. It is what a sampled or partly broken feed looks like.
 *
 * <p>The rate of messages stays as asked: the shop moves faster instead. With even weights everything is passed on and no random
 * number is drawn. The topic with the greatest weight is passed on whole and is never silent for {@link Storefront#WINDOW} events in
 * a row, so a message never costs more events than that. Only {@link #weights} may be called by other threads.
 */
public final class TopicMix {
    /** Keeps this stream of random numbers apart from the shop's and the faults', which start from the same seed. */
    private static final long SALT = 0x746F706963733F21L;

    private final Supplier<Event> shop;
    private final SplittableRandom random;
    private volatile Weights weights = Weights.even(Topic.names());

    public TopicMix(Supplier<Event> shop, long seed) {
        this.shop = shop;
        this.random = new SplittableRandom(seed ^ SALT);
    }

    /** Sets the weights of the topics, in their order. */
    public void weights(Weights ofTopics) {
        weights = ofTopics;
    }

    /** The next event that is passed on. */
    public Event next() {
        Weights present = weights;
        while (true) {
            Event event = shop.get();
            double share = present.againstGreatest(event.type().topic().ordinal());
            if (share == 1 || random.nextDouble() < share) {
                return event;
            }
        }
    }
}
