package kafkademo.bench;

import java.util.List;

/** How many partitions the services' topics have. */
enum Layout {
    /** As the services create them. */
    STACK(3, 3, 3, 3),

    /**
     * The same total, in proportion to the topics' shares: one topic gets two thirds of the records. A Kafka client's
     * request holds at most one batch per partition, so requests stay small if three of twelve partitions get most of
     * the records.
     */
    EVEN(2, 1, 1, 8);

    private final List<Integer> partitions;

    /** @param partitions in the order of {@link BenchBroker#TOPICS} */
    Layout(Integer... partitions) {
        this.partitions = List.of(partitions);
    }

    int partitionsOf(String topic) {
        return partitions.get(BenchBroker.TOPICS.indexOf(topic));
    }

    int inAll() {
        return partitions.stream().mapToInt(Integer::intValue).sum();
    }
}
