package kafkademo.consumer.reconcile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What identifies a record in a few bytes, so that millions of them can be compared in memory. */
final class Fingerprint {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L; // 2^64 divided by the golden ratio, made odd

    private static final byte[] TIME_KEY = "occurred_at".getBytes(StandardCharsets.US_ASCII);

    /** From the key's first letter to the time's last: {@code occurred_at":"2026-01-01T00:00:00.000Z}. */
    private static final int TIME_LENGTH = TIME_KEY.length + 3 + 24;

    private Fingerprint() {}

    /**
     * Of an event's id. Among 5 million different ids two share a fingerprint with a probability of less than one in a million
     * (n²/2⁶⁵).
     */
    static long ofId(byte[] id) {
        return hash(id);
    }

    /**
     * Of what tells a record that was written twice from another one with the same id, which a producer sends when it is started
     * again with the same {@code SEED}: the value, since it holds the time at which the event occurred, or the record's time
     * stamp where a fault has left nothing of that (an empty value is the same in every run).
     */
    static int ofContent(ConsumerRecord<byte[], byte[]> record, boolean faulty) {
        byte[] value = record.value();
        boolean valueTells = value != null && (!faulty || holdsTime(value));
        long hash = valueTells ? hash(value) : mixed(record.timestamp());
        return (int) (hash ^ hash >>> 32);
    }

    private static boolean holdsTime(byte[] value) {
        for (int at = 0; at + TIME_LENGTH <= value.length; at++) {
            if (value[at] == 'o' && startsWithKey(value, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithKey(byte[] value, int at) {
        for (int i = 0; i < TIME_KEY.length; i++) {
            if (value[at + i] != TIME_KEY[i]) {
                return false;
            }
        }
        return true;
    }

    /** A multiplication for every eight bytes and a finish that lets each bit change every other. */
    private static long hash(byte[] bytes) {
        long hash = bytes.length * MULTIPLIER;
        int at = 0;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ (long) LONG.get(bytes, at)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        long rest = 0;
        for (; at < bytes.length; at++) {
            rest = rest << 8 | bytes[at] & 0xFF;
        }
        return mixed(hash ^ rest);
    }

    /** The finalizer of MurmurHash3 (Austin Appleby, public domain). */
    private static long mixed(long value) {
        long mixed = value;
        mixed = (mixed ^ mixed >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
