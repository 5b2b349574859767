package kafkademo.consumer.reconcile;

/** The counts of one topic, or their sum over all topics. */
final class Counts {
    private final long[] numbers = new long[Count.values().length];

    long get(Count count) {
        return numbers[count.ordinal()];
    }

    void add(Count count, long number) {
        numbers[count.ordinal()] += number;
    }
}
