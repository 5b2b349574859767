package kafkademo.producer.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kafkademo.common.Topic;
import kafkademo.common.settings.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicMixTest {
    private static final long SEED = 11;

    private final List<Event> happened = new ArrayList<>();
    private final Storefront shop = new Storefront(SEED, () -> 0);
    private final TopicMix mix = new TopicMix(this::happen, SEED);

    private Event happen() {
        Event event = shop.next();
        happened.add(event);
        return event;
    }

    private void weigh(String weights) {
        mix.weights(Weights.parse(Topic.names(), weights).orElseThrow());
    }

    private List<Event> told(int count) {
        List<Event> told = new ArrayList<>();
        for (int event = 0; event < count; event++) {
            told.add(mix.next());
        }
        return told;
    }

    private static long count(List<Event> events, Topic topic) {
        return events.stream().filter(event -> event.type().topic() == topic).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"others=1", "orders=3,payments=3,inventory_updates=3,user_activity=3"})
    void withEvenWeightsEverythingIsToldAndNothingDrawn(String even) {
        weigh(even);
        assertThat(told(10_000)).isEqualTo(happened);

        // Had it drawn numbers, the choice that follows would be another.
        weigh("user_activity=0.5");
        List<Event> after = told(100);
        TopicMix fresh = new TopicMix(happened.subList(10_000, happened.size()).iterator()::next, SEED);
        fresh.weights(Weights.parse(Topic.names(), "user_activity=0.5").orElseThrow());
        for (Event event : after) {
            assertThat(fresh.next()).isSameAs(event);
        }
    }

    @Test
    void theShopGoesOnUnchanged() {
        weigh("orders=0.3,user_activity=0.1");
        List<Event> told = told(5_000);

        Storefront other = new Storefront(SEED, () -> 0);
        for (Event event : happened) {
            assertThat(event).isEqualTo(other.next());
        }
        assertThat(happened).containsSubsequence(told);
    }

    @Test
    void eachTopicIsThinnedToItsShare() {
        weigh("orders=1,payments=2,inventory_updates=0.5,user_activity=0.2");
        List<Event> told = told(100_000);

        assertThat(count(told, Topic.PAYMENTS)).isEqualTo(count(happened, Topic.PAYMENTS));
        assertShare(told, Topic.ORDERS, 0.5);
        assertShare(told, Topic.INVENTORY_UPDATES, 0.25);
        assertShare(told, Topic.USER_ACTIVITY, 0.1);
    }

    private void assertShare(List<Event> told, Topic topic, double share) {
        long all = count(happened, topic);
        double sigma = Math.sqrt(all * share * (1 - share));
        assertThat(Math.abs(count(told, topic) - all * share))
                .as(topic.topicName())
                .isLessThanOrEqualTo(4 * sigma);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "payments", "inventory_updates", "user_activity"})
    void oneTopicAloneCostsNeverMoreThanAWindow(String only) {
        weigh(only + "=0.001,others=0");
        for (int event = 0; event < 2_000; event++) {
            int before = happened.size();
            assertThat(mix.next().type().topic().topicName()).isEqualTo(only);
            assertThat(happened.size() - before).isLessThanOrEqualTo(Storefront.WINDOW);
        }
    }

    @Test
    void theSameSeedAndWeightsTellTheSame() {
        TopicMix again = new TopicMix(new Storefront(SEED, () -> 0)::next, SEED);
        again.weights(Weights.parse(Topic.names(), "orders=0.3").orElseThrow());
        weigh("orders=0.3");

        for (Event event : told(5_000)) {
            assertThat(again.next()).isEqualTo(event);
        }
    }
}
