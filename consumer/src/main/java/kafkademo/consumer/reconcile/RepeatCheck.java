package kafkademo.consumer.reconcile;

import kafkademo.consumer.reconcile.Findings.Example;
import kafkademo.consumer.reconcile.Findings.Kind;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks for records that one of a topic's partitions repeats, in one pass over the log for each slice of the ids. */
final class RepeatCheck implements PartitionSink {
    private final Span span;
    private final IdTable ids;
    private final TopicAccount account;
    private final Findings findings;

    RepeatCheck(Span span, IdTable ids, TopicAccount account, Findings findings) {
        this.span = span;
        this.ids = ids;
        this.account = account;
        this.findings = findings;
    }

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) {
        byte[] id = RecordHeaders.eventId(record);
        if (id == null || id.length == 0) {
            return;
        }
        int content = Fingerprint.ofContent(record, RecordHeaders.isFaulty(record));
        switch (ids.add(Fingerprint.ofId(id), content)) {
            case SAME_RECORD -> {
                account.repeated++;
                if (findings.count(Kind.REPEATED, 1)) {
                    findings.show(
                            Kind.REPEATED,
                            Example.at(span.partition(), record.offset())
                                    .with("event_id", RecordHeaders.shownEventId(record)));
                }
            }
            case SAME_ID -> account.repeatedIds++;
            case NOT_COMPARED -> account.notCompared++;
            case FIRST, OTHER_SLICE -> {}
        }
    }

    /** Only in a pass after the first: the first pass read them, but in their slice they can't be compared any more. */
    @Override
    public void removed(long from, long to) {
        account.notCompared += to - from;
    }
}
