package kafkademo.producer.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows the events of a shop from its opening, and fails at the first that does not hang together with the others. */
final class Ledger {
    /** What was heard of one order. */
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

    private final Set<String> eventIds = new HashSet<>();
    private final Set<String> paymentIds = new HashSet<>();
    private final Set<String> usedSessions = new HashSet<>();
    private final Map<String, List<OrderLine>> carts = new HashMap<>();
    private final Map<String, String> shoppersBySession = new HashMap<>();
    private final Map<String, List<OrderLine>> checkedOut = new HashMap<>();
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
        assertThat(event.eventId().toString())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        if (event instanceof UserActivity activity) {
            take(activity);
        } else if (event instanceof OrderEvent order) {
            take(order);
        } else if (event instanceof PaymentEvent payment) {
            take(payment);
        } else if (event instanceof InventoryUpdate update) {
            take(update);
        }
    }

    private void take(UserActivity activity) {
        Visit visit = activity.visit();
        assertThat(activity.key()).isEqualTo(visit.sessionId());
        if (activity instanceof UserActivity.SessionStarted) {
            assertThat(usedSessions.add(visit.sessionId())).as("new session").isTrue();
            shoppersBySession.put(visit.sessionId(), visit.shopperId());
            carts.put(visit.sessionId(), new ArrayList<>());
        }
        assertUnderWay(visit);
        List<OrderLine> cart = carts.get(visit.sessionId());
        if (activity.type() == EventType.CART_ITEM_ADDED) {
            OrderLine line = ((UserActivity.CartChanged) activity).line();
            assertThat(line.quantity()).isPositive();
            cart.add(line);
        } else if (activity.type() == EventType.CART_ITEM_REMOVED) {
            assertThat(cart.remove(((UserActivity.CartChanged) activity).line()))
                    .as("was in the cart")
                    .isTrue();
        } else if (activity instanceof UserActivity.CheckoutStarted started) {
            assertThat(started.lines()).isPositive().isEqualTo(cart.size());
            assertThat(started.totalMinor()).isEqualTo(sum(cart));
            checkedOut.put(visit.sessionId(), List.copyOf(cart));
            cart.clear();
        } else if (activity instanceof UserActivity.SessionEnded) {
            shoppersBySession.remove(visit.sessionId());
            carts.remove(visit.sessionId());
        }
    }

    private void take(OrderEvent event) {
        Order order = event.order();
        assertThat(event.key()).isEqualTo(order.id());
        assertUnderWay(order.visit());
        if (event.type() == EventType.ORDER_CREATED) {
            assertThat(order.lines())
                    .isEqualTo(checkedOut.remove(order.visit().sessionId()))
                    .doesNotHaveDuplicates();
            assertThat(order.totalMinor()).isPositive().isEqualTo(sum(order.lines()));
            assertThat(orders.put(order.id(), new Account(order)))
                    .as("earlier order of this id")
                    .isNull();
            maxOpenOrders = Math.max(maxOpenOrders, ++openOrders);
            return;
        }
        Account account = account(order);
        assertThat(account.settled).as("settled twice").isFalse();
        account.settled = true;
        if (event.type() == EventType.ORDER_CONFIRMED) {
            assertThat(account.payment).isEqualTo(EventType.PAYMENT_AUTHORIZED);
            openOrders--;
        } else {
            assertThat(event.type()).isEqualTo(EventType.ORDER_CANCELLED);
            assertThat(account.payment).isEqualTo(EventType.PAYMENT_DECLINED);
            account.toRelease.addAll(order.lines());
        }
    }

    private void take(PaymentEvent event) {
        assertThat(event.key()).isEqualTo(event.order().id());
        assertThat(paymentIds.add(event.paymentId())).as("new payment id").isTrue();
        Account account = account(event.order());
        assertThat(account.toReserve).as("lines without stock").isEmpty();
        assertThat(account.payment).as("earlier payment").isNull();
        account.payment = event.type();
    }

    private void take(InventoryUpdate update) {
        String product = update.product().id();
        assertThat(update.key()).isEqualTo(product);
        assertThat(update.level()).as("level").isNotNegative();
        Integer before = levels.put(product, update.level());
        if (before != null) {
            assertThat(update.level()).as("level after the change").isEqualTo(before + update.change());
        }
        switch (update.type()) {
            case STOCK_RESERVED ->
                assertThat(account(update.order()).toReserve.remove(new OrderLine(update.product(), -update.change())))
                        .as("a line of the order")
                        .isTrue();
            case STOCK_RELEASED -> {
                Account account = account(update.order());
                assertThat(account.toRelease.remove(new OrderLine(update.product(), update.change())))
                        .as("a reserved line of a cancelled order")
                        .isTrue();
                if (!account.isOpen()) {
                    openOrders--;
                }
            }
            default -> {
                assertThat(update.type()).isEqualTo(EventType.STOCK_REPLENISHED);
                assertThat(update.order()).isNull();
                assertThat(update.change()).isPositive();
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
