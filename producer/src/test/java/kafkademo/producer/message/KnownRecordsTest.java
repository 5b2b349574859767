package kafkademo.producer.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;
import kafkademo.producer.fault.Faults;
import kafkademo.producer.message.MessageSource.Message;
import kafkademo.producer.shop.Storefront;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/**
 * A seed stands for a sequence of records, from one version of the producer to the next. The known ones were written by the version
 * that still laid out its JSON by hand.
 */
class KnownRecordsTest {
    private static final long SEED = 7;

    /** The checksum of {@link #recordsAreThoseOfEarlierVersions}. */
    private static final long CHECKSUM = 0x44a887d8L;

    private static LongSupplier clock() {
        long[] now = {Instant.parse("2026-02-28T23:59:00.000Z").toEpochMilli()};
        return () -> now[0] += 137;
    }

    @Test
    void documentsAreByteForByteThoseOfEarlierVersions() throws IOException {
        List<String> known;
        try (InputStream file = KnownRecordsTest.class.getResourceAsStream("events.jsonl")) {
            known = new String(file.readAllBytes(), UTF_8).lines().toList();
        }
        Storefront shop = new Storefront(SEED, clock());
        EventEncoder encoder = new EventEncoder();

        assertThat(known).hasSize(400);
        for (String document : known) {
            assertThat(encoder.encode(shop.next())).isEqualTo(document.getBytes(UTF_8));
        }
    }

    /** Keys, values and headers, half of the values damaged. */
    @Test
    void recordsAreThoseOfEarlierVersions() {
        Storefront shop = new Storefront(SEED, clock());
        MessageSource source =
                new MessageSource(shop::next, new EventEncoder(), Faults.of(0.5, SEED), new SchemaDrift(() -> 0, SEED));
        CRC32 checksum = new CRC32();
        for (int i = 0; i < 20_000; i++) {
            Message message = source.next();
            checksum.update(message.record().key());
            checksum.update(message.record().value());
            for (Header header : message.record().headers()) {
                checksum.update(header.key().getBytes(UTF_8));
                checksum.update(header.value());
            }
        }

        assertThat(checksum.getValue()).isEqualTo(CHECKSUM);
    }
}
