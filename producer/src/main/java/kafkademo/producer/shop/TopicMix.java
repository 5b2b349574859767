package kafkademo.producer.shop;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import kafkademo.common.Topic;
import kafkademo.common.settings.Weights;

/**
 * Thins the shop's events out by topic: one is passed on with the probability of its topic's weight against the greatest weight,
 * otherwise it has happened and nobody tells. The shop itself goes on as ever, and that is the point. A shop made to take more
 * orders and fewer payments would no longer hang together; this way whatever is told is true, in its order, and every number in it
 * (a stock level, a total) counts what isn't told, too. It is what a sampled or partly broken feed looks like, and a tool that
 * joins topics can be seen to miss what is missing.
 *
 * <p>The rate of messages stays as asked: with fewer events told the shop moves on faster. With even weights everything is passed
 * on and no random number drawn, so the sequence is the shop's own. At least one topic has the greatest weight and is told whole,
 * and no topic is silent for {@link Storefront#WINDOW} events in a row, so a message never costs more events than that.
 *
 * <p>Not safe for use by several threads, except {@link #weights}.
 */
public final class TopicMix {
    /** Keeps this stream of random numbers away from the shop's and the faults', which start from the same seed. */
    private static final long SALT = 0x746F706963733F21L;

    private final Supplier<Event> shop;
    private final SplittableRandom random;
    private volatile Weights weights = Weights.even(Topic.names());

    public TopicMix(Supplier<Event> shop, long seed) {
        this.shop = shop;
        this.random = new SplittableRandom(seed ^ SALT);
    }

    /** Sets the weights of the topics, in their order. May be called by any thread. */
    public void weights(Weights ofTopics) {
        weights = ofTopics;
    }

    /** The next event that is told. */
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
