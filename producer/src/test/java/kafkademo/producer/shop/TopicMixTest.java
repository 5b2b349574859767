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
    private Weights weights = Weights.even(Topic.names());
    private final TopicMix mix = new TopicMix(this::happen, () -> weights, SEED);

    private Event happen() {
        Event event = shop.next();
        happened.add(event);
        return event;
    }

    private void weigh(String newWeights) {
        weights = Weights.parse(Topic.names(), newWeights).orElseThrow();
    }

    private List<Event> passedOn(int count) {
        List<Event> passedOn = new ArrayList<>();
        for (int event = 0; event < count; event++) {
            passedOn.add(mix.next());
        }
        return passedOn;
    }

    private static long count(List<Event> events, Topic topic) {
        return events.stream().filter(event -> event.type().topic() == topic).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"others=1", "orders=3,payments=3,inventory_updates=3,user_activity=3"})
    void evenWeightsPassEverythingOnAndDrawNoRandomNumber(String even) {
        weigh(even);
        assertThat(passedOn(10_000)).isEqualTo(happened);

        // A random number drawn so far would change the choices that follow.
        weigh("user_activity=0.5");
        List<Event> after = passedOn(100);
        TopicMix fresh = new TopicMix(happened.subList(10_000, happened.size()).iterator()::next, () -> weights, SEED);
        for (Event event : after) {
            assertThat(fresh.next()).isSameAs(event);
        }
    }

    @Test
    void theShopItselfIsUnchanged() {
        weigh("orders=0.3,user_activity=0.1");
        List<Event> passedOn = passedOn(5_000);

        Storefront other = new Storefront(SEED, () -> 0);
        for (Event event : happened) {
            assertThat(event).isEqualTo(other.next());
        }
        assertThat(happened).containsSubsequence(passedOn);
    }

    @Test
    void eachTopicKeepsItsShare() {
        weigh("orders=1,payments=2,inventory_updates=0.5,user_activity=0.2");
        List<Event> passedOn = passedOn(20_000);

        assertThat(count(passedOn, Topic.PAYMENTS)).isEqualTo(count(happened, Topic.PAYMENTS));
        assertShare(passedOn, Topic.ORDERS, 0.5);
        assertShare(passedOn, Topic.INVENTORY_UPDATES, 0.25);
        assertShare(passedOn, Topic.USER_ACTIVITY, 0.1);
    }

    private void assertShare(List<Event> passedOn, Topic topic, double share) {
        long all = count(happened, topic);
        double sigma = Math.sqrt(all * share * (1 - share));
        assertThat(Math.abs(count(passedOn, topic) - all * share))
                .as(topic.topicName())
                .isLessThanOrEqualTo(4 * sigma);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "payments", "inventory_updates", "user_activity"})
    void aSingleTopicNeverTakesMoreThanAWindowPerEvent(String only) {
        weigh(only + "=0.001,others=0");
        for (int event = 0; event < 2_000; event++) {
            int before = happened.size();
            assertThat(mix.next().type().topic().topicName()).isEqualTo(only);
            assertThat(happened.size() - before).isLessThanOrEqualTo(Storefront.WINDOW);
        }
    }

    @Test
    void sameSeedAndWeightsPassOnTheSameEvents() {
        weigh("orders=0.3");
        TopicMix again = new TopicMix(new Storefront(SEED, () -> 0)::next, () -> weights, SEED);

        for (Event event : passedOn(5_000)) {
            assertThat(again.next()).isEqualTo(event);
        }
    }
}
