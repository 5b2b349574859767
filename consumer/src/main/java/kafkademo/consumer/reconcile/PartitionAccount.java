package kafkademo.consumer.reconcile;

import kafkademo.consumer.decode.Decoded;
import kafkademo.consumer.decode.Decoder;
import kafkademo.consumer.reconcile.Findings.Example;
import kafkademo.consumer.reconcile.Findings.Kind;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Accounts for one partition: each offset of its log is a record that is processed, a decode error or waiting, or it is missing.
 * What a record is, this project's own strict decoder decides, as it does in the service; whether it is right, the header does.
 */
final class PartitionAccount implements PartitionSink {
    private static final int MAX_REASON_LENGTH = 120;

    private final Span span;
    private final Decoder decoder;
    private final TopicAccount account;
    private final FaultTable faults;
    private final Findings findings;
    private final RepeatCheck repeats;
    private final Gaps gaps;
    private long expected;

    PartitionAccount(
            Span span,
            Decoder decoder,
            TopicAccount account,
            FaultTable faults,
            Findings findings,
            RepeatCheck repeats) {
        this.span = span;
        this.decoder = decoder;
        this.account = account;
        this.faults = faults;
        this.findings = findings;
        this.repeats = repeats;
        gaps = new Gaps(span.partition());
        expected = span.start();
        account.removed += span.start();
        differsByOffsets(Kind.REMOVED_UNREAD, span.removedUnread(), span.start() - span.removedUnread());
        differsByOffsets(Kind.COMMITTED_BEYOND_END, span.committedBeyondEnd(), span.end());
    }

    private void differsByOffsets(Kind kind, long count, long from) {
        if (count > 0) {
            findings.count(kind, count);
            findings.show(kind, Example.at(span.partition(), from).with("last_offset", from + count - 1));
        }
    }

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) {
        gaps.between(expected, record.offset());
        expected = record.offset() + 1;
        String fault = RecordHeaders.fault(record);
        Decoded decoded = decoder.decode(record.value());
        boolean isError = decoded instanceof Decoded.Error;
        if (!span.isHandled(record.offset())) {
            account.waiting++;
            account.waitingMalformed += isError ? 1 : 0;
        } else {
            account.processed += isError ? 0 : 1;
            account.decodeErrors += isError ? 1 : 0;
            faults.add(fault, decoded);
        }
        if (isError != (fault != null)) {
            differs(record, fault, decoded);
        }
        byte[] id = RecordHeaders.eventId(record);
        account.withoutId += id == null || id.length == 0 ? 1 : 0;
        repeats.record(record);
    }

    private void differs(ConsumerRecord<byte[], byte[]> record, String fault, Decoded decoded) {
        Kind kind = fault == null ? Kind.EVENT_DECODED_AS_ERROR : Kind.FAULT_DECODED_AS_EVENT;
        if (findings.count(kind, 1)) {
            Example example = Example.at(span.partition(), record.offset())
                    .with("event_id", RecordHeaders.shownEventId(record))
                    .with("injected_fault", fault);
            if (decoded instanceof Decoded.Error error) {
                String reason = error.reason();
                example.with("error_type", error.type().label())
                        .with("reason", reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH)));
            }
            findings.show(kind, example);
        }
    }

    @Override
    public void removed(long from, long to) {
        gaps.between(expected, from);
        expected = to;
        account.removed += to - from;
    }

    @Override
    public void end() {
        gaps.between(expected, span.end());
    }

    TopicAccount account() {
        return account;
    }

    /** The offsets that hold no record. */
    Gaps gaps() {
        return gaps;
    }
}
