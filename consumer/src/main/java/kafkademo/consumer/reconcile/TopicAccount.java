package kafkademo.consumer.reconcile;

/** One topic's numbers, or the sum of several topics'. */
final class TopicAccount {
    private final String name;
    long processed;
    long decodeErrors;
    long waiting;
    long waitingMalformed;
    long removed;
    long missing;
    long repeated;
    long repeatedIds;
    long withoutId;
    long notCompared;

    TopicAccount(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Records in the log: what was sent, as far as retention has not removed it. */
    long sent() {
        return processed + decodeErrors + waiting;
    }

    void add(TopicAccount other) {
        processed += other.processed;
        decodeErrors += other.decodeErrors;
        waiting += other.waiting;
        waitingMalformed += other.waitingMalformed;
        removed += other.removed;
        missing += other.missing;
        repeated += other.repeated;
        repeatedIds += other.repeatedIds;
        withoutId += other.withoutId;
        notCompared += other.notCompared;
    }
}
