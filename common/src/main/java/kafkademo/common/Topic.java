package kafkademo.common;

import java.util.List;

/** The four topics of the demo, in the order in which they are listed everywhere. */
public enum Topic {
    ORDERS("orders"),
    PAYMENTS("payments"),
    INVENTORY_UPDATES("inventory_updates"),
    USER_ACTIVITY("user_activity");

    /** Partitions that a topic gets when one of the services creates it. */
    public static final int PARTITIONS = 3;

    private static final List<Topic> VALUES = List.of(values());
    private static final List<String> NAMES =
            VALUES.stream().map(Topic::topicName).toList();

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The topic's name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** @throws IllegalArgumentException if none of the four has that name */
    public static Topic named(String topicName) {
        for (Topic topic : VALUES) {
            if (topic.topicName.equals(topicName)) {
                return topic;
            }
        }
        throw new IllegalArgumentException("not one of " + NAMES + ": " + topicName);
    }

    /** The names of all four, in order. */
    public static List<String> names() {
        return NAMES;
    }
}
