package kafkademo.producer.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Follows the events of a shop from its opening, and fails at the first one that does not fit those before it. */
final class Ledger {
    /** What is known of one order. */
    private static final class Account {
        final Order order;
        final List<OrderLine> toReserve;
        final List<OrderLine> toRelease = new ArrayList<>();
        EventType payment;
        boolean settled;

        Account(Order order) {
            this.order = order;
            this.toReserve = new ArrayList<>(order.lines());
        }

        boolean isOpen() {
            return !settled || !toRelease.isEmpty();
        }
    }

    private static final Pattern UUID_4 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private final Set<String> eventIds = new HashSet<>();
    private final Set<String> paymentIds = new HashSet<>();
    private final Set<String> usedSessions = new HashSet<>();
    private final Map<String, List<OrderLine>> carts = new HashMap<>();
    private final Map<String, String> shoppersBySession = new HashMap<>();
    private final Map<String, Order> checkedOut = new HashMap<>();
    private final Map<String, Account> orders = new HashMap<>();
    private final Map<String, Integer> levels = new HashMap<>();
    private int openOrders;
    private int maxOpenOrders;

    /** The most orders that were open at the same time. */
    int maxOpenOrders() {
        return maxOpenOrders;
    }

    void take(Event event) {
        assertThat(eventIds.add(event.eventId())).as("new event id").isTrue();
        assertThat(event.eventId()).matches(UUID_4);
        Details details = event.details();
        if (details instanceof Details.UserActivity activity) {
            assertThat(event.key()).isEqualTo(activity.visit().sessionId());
            take(event.type(), activity);
        } else if (details instanceof Details.OrderChanged changed) {
            assertThat(event.key()).isEqualTo(changed.order().id());
            take(event.type(), changed.order());
        } else if (details instanceof Details.Payment payment) {
            assertThat(event.key()).isEqualTo(payment.order().id());
            take(event.type(), payment);
        } else if (details instanceof Details.StockChanged changed) {
            assertThat(event.key()).isEqualTo(changed.product().id());
            take(event.type(), changed);
        }
    }

    private void take(EventType type, Details.UserActivity activity) {
        Visit visit = activity.visit();
        if (activity instanceof Details.SessionStarted) {
            assertThat(usedSessions.add(visit.sessionId())).as("new session").isTrue();
            shoppersBySession.put(visit.sessionId(), visit.shopperId());
            carts.put(visit.sessionId(), new ArrayList<>());
        }
        assertUnderWay(visit);
        List<OrderLine> cart = carts.get(visit.sessionId());
        if (type == EventType.CART_ITEM_ADDED) {
            OrderLine line = ((Details.CartChanged) activity).line();
            assertThat(line.quantity()).isPositive();
            cart.add(line);
        } else if (type == EventType.CART_ITEM_REMOVED) {
            assertThat(cart.remove(((Details.CartChanged) activity).line()))
                    .as("was in the cart")
                    .isTrue();
        } else if (activity instanceof Details.CheckoutStarted started) {
            Order order = started.order();
            assertThat(order.visit()).isEqualTo(visit);
            assertThat(order.lines()).isNotEmpty().isEqualTo(cart).doesNotHaveDuplicates();
            assertThat(order.totalMinor()).isPositive().isEqualTo(sum(cart));
            checkedOut.put(visit.sessionId(), order);
            cart.clear();
        } else if (activity instanceof Details.SessionEnded) {
            shoppersBySession.remove(visit.sessionId());
            carts.remove(visit.sessionId());
        }
    }

    private void take(EventType type, Order order) {
        assertUnderWay(order.visit());
        if (type == EventType.ORDER_CREATED) {
            assertThat(order).isEqualTo(checkedOut.remove(order.visit().sessionId()));
            assertThat(orders.put(order.id(), new Account(order)))
                    .as("earlier order of this id")
                    .isNull();
            maxOpenOrders = Math.max(maxOpenOrders, ++openOrders);
            return;
        }
        Account account = account(order);
        assertThat(account.settled).as("settled twice").isFalse();
        account.settled = true;
        if (type == EventType.ORDER_CONFIRMED) {
            assertThat(account.payment).isEqualTo(EventType.PAYMENT_AUTHORIZED);
            openOrders--;
        } else {
            assertThat(type).isEqualTo(EventType.ORDER_CANCELLED);
            assertThat(account.payment).isEqualTo(EventType.PAYMENT_DECLINED);
            account.toRelease.addAll(order.lines());
        }
    }

    private void take(EventType type, Details.Payment payment) {
        assertThat(paymentIds.add(payment.id())).as("new payment id").isTrue();
        Account account = account(payment.order());
        assertThat(account.toReserve).as("lines without stock").isEmpty();
        assertThat(account.payment).as("earlier payment").isNull();
        account.payment = type;
    }

    private void take(EventType type, Details.StockChanged stock) {
        assertThat(stock.level()).as("level").isNotNegative();
        Integer before = levels.put(stock.product().id(), stock.level());
        if (before != null) {
            assertThat(stock.level()).as("level after the change").isEqualTo(before + stock.change());
        }
        switch (type) {
            case STOCK_RESERVED ->
                assertThat(account(stock.order()).toReserve.remove(new OrderLine(stock.product(), -stock.change())))
                        .as("a line of the order")
                        .isTrue();
            case STOCK_RELEASED -> {
                Account account = account(stock.order());
                assertThat(account.toRelease.remove(new OrderLine(stock.product(), stock.change())))
                        .as("a reserved line of a cancelled order")
                        .isTrue();
                if (!account.isOpen()) {
                    openOrders--;
                }
            }
            default -> {
                assertThat(type).isEqualTo(EventType.STOCK_REPLENISHED);
                assertThat(stock.order()).isNull();
                assertThat(stock.change()).isPositive();
            }
        }
    }

    private Account account(Order order) {
        Account account = orders.get(order.id());
        assertThat(account).as("created before").isNotNull();
        assertThat(order).isEqualTo(account.order);
        assertUnderWay(order.visit());
        return account;
    }

    private void assertUnderWay(Visit visit) {
        assertThat(shoppersBySession.get(visit.sessionId()))
                .as("shopper of a session under way")
                .isEqualTo(visit.shopperId());
    }

    private static long sum(List<OrderLine> lines) {
        long sum = 0;
        for (OrderLine line : lines) {
            sum += line.product().priceMinor() * line.quantity();
        }
        return sum;
    }
}
