package kafkademo.consumer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final String EVENT = "{\"event_id\":\"e\",\"occurred_at\":\"2026-01-01T00:00:00.00%dZ\"";

    private static int content(long timestamp, String fault, String value) {
        return Fingerprint.ofContent(Log.record(Log.ORDERS_0, 0, timestamp, "e", fault, value), fault != null);
    }

    @Test
    void idsThatDifferAnywhereDiffer() {
        Set<Long> seen = new HashSet<>();
        byte[] id = Log.bytes("8d2a37f0-6f4e-4b0a-9a55-0a1b2c3d4e5f");
        for (int at = 0; at < id.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = id.clone();
                changed[at] = (byte) value;
                seen.add(Fingerprint.ofId(changed));
            }
        }
        assertThat(seen).hasSize(id.length * 255 + 1);
        for (int length = 0; length < 100; length++) {
            seen.add(Fingerprint.ofId(new byte[length]));
        }
        assertThat(seen).hasSize(id.length * 255 + 1 + 100);
    }

    @Test
    void anEventIsItsValue() {
        assertThat(content(1, null, EVENT.formatted(1) + "}")).isEqualTo(content(2, null, EVENT.formatted(1) + "}"));
        assertThat(content(1, null, EVENT.formatted(1) + "}")).isNotEqualTo(content(1, null, EVENT.formatted(2) + "}"));
    }

    @Test
    void aFaultyRecordIsItsValueIfThatHoldsItsTimeAndElseItsTimeStamp() {
        assertThat(content(1, "truncated", EVENT.formatted(1)))
                .isEqualTo(content(2, "truncated", EVENT.formatted(1)))
                .isNotEqualTo(content(1, "truncated", EVENT.formatted(2)));
        for (String value : new String[] {"", "<html>", EVENT.substring(0, 40), null}) {
            assertThat(content(1, "truncated", value))
                    .as(value)
                    .isEqualTo(content(1, "truncated", value))
                    .isNotEqualTo(content(2, "truncated", value));
        }
    }
}
