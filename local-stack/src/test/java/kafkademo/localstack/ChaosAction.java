package kafkademo.localstack;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing that a chaos run does to the stack.
 *
 * @param rest how long the stack is left alone before it, in milliseconds
 * @param away how long a process is away or frozen, or a setting in force, in milliseconds
 * @param topic the topic that it concerns, if it concerns one
 * @param amount how many records, for what is done to records
 * @param knob the setting that is turned, for {@link Kind#KNOB_TURNED}
 */
record ChaosAction(Kind kind, long rest, long away, String topic, int amount, Knob knob) {
    /** Far longer than any record waits for its acknowledgement, so that its time tells by which clock it was made. */
    static final Duration CLOCK_STEP = Duration.ofMinutes(50);

    enum Kind {
        BROKER_KILLED("broker killed and started again"),
        ZOOKEEPER_KILLED("ZooKeeper killed and started again"),
        BOTH_SERVERS_KILLED("broker and ZooKeeper killed and started again"),
        PRODUCER_KILLED("producer killed and started again"),
        PRODUCER_STOPPED("producer stopped and started again"),
        CONSUMER_KILLED("consumer killed and started again"),
        CONSUMER_STOPPED("consumer stopped and started again"),
        BROKER_FROZEN("broker frozen"),
        ZOOKEEPER_FROZEN("ZooKeeper frozen"),
        PRODUCER_FROZEN("producer frozen"),
        CONSUMER_FROZEN("consumer frozen"),
        NETWORK_CUT("network cut between the services and the broker"),
        SECOND_CONSUMER_LEAVES("second consumer joins and leaves"),
        SECOND_CONSUMER_KILLED("second consumer joins and is killed"),
        PARTITION_ADDED("partition added"),
        OFFSETS_REWOUND("offsets rewound while the consumer is away"),
        KNOB_TURNED("setting changed"),
        HOSTILE_RECORDS("hostile records written"),
        TRANSACTION_COMMITTED("transaction committed"),
        TRANSACTION_ABORTED("transaction aborted"),
        TRANSACTION_ABANDONED("transaction abandoned by its writer"),
        TOPIC_RECREATED("topic deleted and created again"),
        CLOCK_MOVED("clock of the producer moved");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * A setting that {@code control} changes.
     *
     * @param undo what changes it back, or {@code null} if the change stays until the service starts again
     */
    record Knob(boolean ofProducer, String setting, String undo) {}

    /** Returns the action in words, with its parameters. */
    String describe() {
        String text = kind.words();
        return switch (kind) {
            case PARTITION_ADDED, HOSTILE_RECORDS, TOPIC_RECREATED -> text + ": " + topic;
            case TRANSACTION_COMMITTED, TRANSACTION_ABORTED, TRANSACTION_ABANDONED ->
                text + ": " + amount + " records in " + topic;
            case OFFSETS_REWOUND -> text + ": by " + amount + " in " + topic;
            case CLOCK_MOVED -> text + ": by " + clockSkew() + " for " + seconds();
            case KNOB_TURNED -> text + ": " + knob.setting() + (knob.undo() == null ? "" : " for " + seconds());
            default -> text + ": " + seconds();
        };
    }

    /** Returns how far the clock is moved, for {@link Kind#CLOCK_MOVED}. */
    String clockSkew() {
        return (amount % 2 == 0 ? "" : "-") + CLOCK_STEP.toMinutes() + "m";
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.1f s", Duration.ofMillis(away).toMillis() / 1e3);
    }
}
