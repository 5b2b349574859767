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

    /** Ends the name of the topic that holds the dead letters of another one. */
    public static final String DEAD_LETTER_SUFFIX = ".dead-letter";

    /** The most bytes of a dead letter: headers make it longer than the record that it was, whatever the limit of its topic. */
    public static final int MAX_DEAD_LETTER_BYTES = 65 * 1024 * 1024;

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
