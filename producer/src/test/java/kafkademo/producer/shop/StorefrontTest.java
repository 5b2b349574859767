package kafkademo.producer.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import kafkademo.common.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorefrontTest {
    private static final long NOW = 1_795_500_000_123L;

    private static List<Event> events(long seed, int count) {
        Storefront shop = new Storefront(seed, () -> NOW);
        List<Event> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(shop.next());
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE})
    void everyEventFitsThoseBeforeIt(long seed) {
        Ledger ledger = new Ledger();
        for (Event event : events(seed, 10_000)) {
            ledger.take(event);
        }
        assertThat(ledger.maxOpenOrders()).as("open orders at once").isBetween(3, 6);
    }

    @Test
    void everyWindowIncludesEveryTopicForAnySeed() {
        SplittableRandom seeds = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            assertNoTopicIsSilentForAWindow(i < 500 ? i : seeds.nextLong(), 300);
        }
        for (int i = 0; i < 10; i++) {
            assertNoTopicIsSilentForAWindow(seeds.nextLong(), 30_000);
        }
    }

    private static void assertNoTopicIsSilentForAWindow(long seed, int count) {
        Storefront shop = new Storefront(seed, () -> NOW);
        int[] lastSeen = {-1, -1, -1, -1};
        for (int now = 0; now < count; now++) {
            lastSeen[shop.next().type().topic().ordinal()] = now;
            for (int topic = 0; topic < lastSeen.length; topic++) {
                int silent = topic == Topic.USER_ACTIVITY.ordinal() ? 11 : 50;
                if (now - lastSeen[topic] >= silent) {
                    throw new AssertionError("seed " + seed + ": nothing on " + Topic.values()[topic] + " in the "
                            + silent + " events up to number " + now);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 77, -12345})
    void topicsTypesAndOutcomesHaveRealisticShares(long seed) {
        Map<Topic, Integer> topics = new EnumMap<>(Topic.class);
        Map<EventType, Integer> types = new EnumMap<>(EventType.class);
        for (Event event : events(seed, 50_000)) {
            topics.merge(event.type().topic(), 1, Integer::sum);
            types.merge(event.type(), 1, Integer::sum);
        }

        assertThat(types).containsOnlyKeys(EventType.values());
        assertThat(topics.get(Topic.USER_ACTIVITY)).isBetween(30_000, 40_000);
        assertThat(topics.get(Topic.ORDERS)).isGreaterThan(4_000);
        assertThat(topics.get(Topic.PAYMENTS)).isGreaterThan(2_000);
        assertThat(topics.get(Topic.INVENTORY_UPDATES)).isGreaterThan(4_000);
        double declined = types.get(EventType.PAYMENT_DECLINED);
        assertThat(declined / topics.get(Topic.PAYMENTS)).isBetween(0.05, 0.09);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void severalShoppersAreActiveAtOnce(long seed) {
        List<Event> events = events(seed, 5_000);
        for (int start = 100; start < events.size(); start += 100) {
            Set<String> sessions = new HashSet<>();
            for (Event event : events.subList(start, start + 50)) {
                if (event.details() instanceof Details.UserActivity activity) {
                    sessions.add(activity.visit().sessionId());
                }
            }
            assertThat(sessions).hasSizeGreaterThanOrEqualTo(5);
        }
        int changes = 0;
        for (int i = 1; i < events.size(); i++) {
            if (!events.get(i).key().equals(events.get(i - 1).key())) {
                changes++;
            }
        }
        assertThat(changes).as("events whose key differs from the one before").isGreaterThan(4_000);
    }

    @Test
    void sameSeedGivesSameEvents() {
        assertThat(events(99, 5_000)).isEqualTo(events(99, 5_000));
        assertThat(events(99, 100)).isNotEqualTo(events(100, 100));
    }

    @Test
    void theClockSetsOnlyTheTimeStamps() {
        long[] now = {1_000};
        Storefront ticking = new Storefront(4, () -> now[0]++);
        for (Event expected : events(4, 5_000)) {
            long time = now[0];
            Event event = ticking.next();
            assertThat(event.occurredAtMillis()).isEqualTo(time);
            assertThat(now[0]).as("asked once per event").isEqualTo(time + 1);
            assertThat(event.type()).isEqualTo(expected.type());
            assertThat(event.eventId()).isEqualTo(expected.eventId());
            assertThat(event.key()).isEqualTo(expected.key());
        }
    }

    @Test
    void theCatalogueIsARealShops() {
        assertThat(Catalogue.PRODUCTS).hasSizeGreaterThanOrEqualTo(50).allSatisfy(product -> {
            assertThat(Catalogue.PRODUCTS.get(product.index())).isSameAs(product);
            assertThat(product.priceMinor()).isPositive();
        });
        assertThat(Catalogue.PRODUCTS).extracting(Product::id).doesNotHaveDuplicates();
        assertThat(Catalogue.PRODUCTS).extracting(Product::name).doesNotHaveDuplicates();
        assertThat(Catalogue.PRODUCTS)
                .extracting(Product::name)
                .anyMatch(name -> name.contains("\""))
                .anyMatch(name -> name.contains("'"))
                .anyMatch(name -> name.chars().anyMatch(character -> character > 0x7F));
        assertThat(Catalogue.SEARCHES)
                .allSatisfy(search -> assertThat(search.hits()).isNotEmpty());
    }
}
