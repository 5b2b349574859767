package kafkademo.bench;

import java.util.List;

/** How many partitions the services' topics have. */
enum Layout {
    /** As the services create them. */
    STACK(3, 3, 3, 3),

    /**
     * As many in all, in proportion to what the topics get, of which two thirds are one topic's. A request of the Kafka client
     * holds at most one batch of a partition: where three of twelve partitions get most of the records, requests are small.
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
