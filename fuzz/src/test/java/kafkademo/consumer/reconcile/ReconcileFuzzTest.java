package kafkademo.consumer.reconcile;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kafkademo.common.HeaderNames;
import kafkademo.common.log.TraceContext;
import kafkademo.fuzz.Allocation;
import kafkademo.fuzz.Corpus;
import kafkademo.testing.Printable;
import kafkademo.testing.StrictJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.MethodSource;

/** Accounts for records of any origin. An input is values and headers, with the byte FF, which no text contains, between them. */
class ReconcileFuzzTest {
    private static final byte SEPARATOR = (byte) 0xFF;
    private static final String TOPIC = "orders";

    /** What a small account and its two reports may allocate, and for each byte of the records. */
    private static final int SMALL = 600_000;

    private static final int PER_BYTE = 2_000;

    static Stream<Named<byte[]>> corpus() {
        return Stream.concat(Corpus.named("records.txt"), Corpus.named("log-values.txt"));
    }

    @MethodSource("corpus")
    @FuzzTest
    void bothReportsAreReadableAndAccountForEveryRecord(byte[] input) {
        List<byte[]> parts = parts(input);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int part = 0; part < parts.size(); part += 4) {
            records.add(record(records.size(), parts.subList(part, Math.min(part + 4, parts.size()))));
        }
        String group = new String(parts.get(0), StandardCharsets.UTF_8);
        Span span = new Span(TOPIC, 0, 0, records.size(), (long) records.size() / 2);
        List<String> text = new ArrayList<>();
        JsonObject json = Allocation.within(SMALL + (long) PER_BYTE * input.length, () -> {
            Account account = new Account(List.of(span), new Repeats(records.size(), 1 << 20));
            records.forEach(record -> account.record(span, record));
            Report report = new Report(group, Instant.EPOCH, List.of(span), account, false);
            text.clear();
            text.addAll(TextReport.lines(report));
            return StrictJson.parse(report.toJson()).getAsJsonObject();
        });

        text.forEach(line -> check(Printable.isLine(line), line));
        check(json.get("group").getAsString().equals(group), "group");
        JsonObject total = json.getAsJsonObject("total");
        check(number(total, "sent") == records.size(), total);
        check(number(total, "processed") + number(total, "decode_errors") == records.size() / 2, total);
        check(number(total, "waiting") == records.size() - records.size() / 2, total);
        boolean explained = json.get("explained").getAsBoolean();
        check(explained == json.getAsJsonArray("differences").isEmpty(), json);
    }

    @MethodSource("corpus")
    @FuzzTest
    void aTraceIsHexadecimalOrNone(byte[] header) {
        TraceContext trace = TraceContext.of(new RecordHeaders().add("traceparent", header));
        boolean isRight = trace == null
                || trace.traceId().matches("[0-9a-f]{32}") && trace.spanId().matches("[0-9a-f]{16}");
        check(isRight, trace);
    }

    private static List<byte[]> parts(byte[] input) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= input.length; at++) {
            if (at == input.length || input[at] == SEPARATOR) {
                parts.add(Arrays.copyOfRange(input, start, at));
                start = at + 1;
            }
        }
        return parts;
    }

    /** Of a part that is missing, the header is missing too. */
    private static ConsumerRecord<byte[], byte[]> record(long offset, List<byte[]> parts) {
        Headers headers = new RecordHeaders();
        if (parts.size() > 1) {
            headers.add(HeaderNames.EVENT_ID, parts.get(1));
        }
        if (parts.size() > 2) {
            headers.add(HeaderNames.INJECTED_FAULT, parts.get(2));
        }
        byte[] key = parts.size() > 3 ? parts.get(3) : null;
        return new ConsumerRecord<>(
                TOPIC,
                0,
                offset,
                offset,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                parts.get(0),
                headers,
                Optional.empty());
    }

    private static long number(JsonObject counts, String name) {
        return counts.get(name).getAsLong();
    }

    private static void check(boolean isRight, Object what) {
        if (!isRight) {
            throw new AssertionError(what);
        }
    }
}
