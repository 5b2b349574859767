package kafkademo.producer.message;

import java.util.Arrays;
import kafkademo.producer.shop.Id;
import tools.jackson.core.io.SerializedString;

/**
 * Writes compact JSON into one buffer, document after document. It does not know where in a document it is: who calls it closes
 * what was opened, and separates what follows each other ({@link #nextNameOf}). Text of any origin is quoted by Jackson, once
 * ({@link #quoted}), and then copied each time it comes up; what is written without looking at it (ids, numbers, time stamps)
 * never needs an escape. Jackson's own generator, which looks at each character each time, takes more than twice as long. Not
 * safe for use by several threads.
 */
public final class JsonWriter {
    private static final int FIRST_SIZE = 1024;

    private byte[] buffer = new byte[FIRST_SIZE];
    private int size;

    /** The text as a JSON string in UTF-8, quotes included. Slow: to be called once per text. */
    static byte[] quoted(String text) {
        byte[] inside = new SerializedString(text).asQuotedUTF8();
        byte[] quoted = new byte[inside.length + 2];
        quoted[0] = '"';
        System.arraycopy(inside, 0, quoted, 1, inside.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    /** The name of an object's first member, with the colon. Slow: to be called once per name. */
    static byte[] nameOf(String text) {
        return new JsonWriter().written(quoted(text)).put(':').take();
    }

    /** The name of any other member, with the comma before it and the colon. Slow: to be called once per name. */
    static byte[] nextNameOf(String text) {
        return new JsonWriter().comma().written(nameOf(text)).take();
    }

    JsonWriter startObject() {
        return put('{');
    }

    JsonWriter endObject() {
        return put('}');
    }

    JsonWriter startArray() {
        return put('[');
    }

    JsonWriter endArray() {
        return put(']');
    }

    /** To be called between two members or elements. */
    JsonWriter comma() {
        return put(',');
    }

    /** A part of a document that was written before: a name, a value or several of both. */
    JsonWriter written(byte[] part) {
        reserve(part.length);
        System.arraycopy(part, 0, buffer, size, part.length);
        size += part.length;
        return this;
    }

    /** An id as a string. */
    JsonWriter text(Id id) {
        return text(id.ascii(), id.ascii().length);
    }

    /** The first {@code length} of these bytes as a string; they must be ASCII that needs no escape. */
    JsonWriter text(byte[] ascii, int length) {
        reserve(length + 2);
        buffer[size] = '"';
        System.arraycopy(ascii, 0, buffer, size + 1, length);
        size += length + 2;
        buffer[size - 1] = '"';
        return this;
    }

    JsonWriter number(int value) {
        return value < 0 ? put('-').digits(-(long) value) : digits(value);
    }

    /**
     * An amount of money as a decimal number with two places, for example 1990 as {@code 19.90}.
     *
     * @param minor minor units, 0 or more
     */
    JsonWriter amount(long minor) {
        if (minor < 0) {
            throw new IllegalArgumentException("an amount is never negative, but got " + minor);
        }
        int cents = (int) (minor % 100);
        return digits(minor / 100).put('.').put('0' + cents / 10).put('0' + cents % 10);
    }

    /** What was written since the last call, as a new array. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(buffer, size);
        size = 0;
        return taken;
    }

    private JsonWriter digits(long value) {
        int length = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            length++;
        }
        reserve(length);
        long rest = value;
        for (int at = size + length - 1; at >= size; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += length;
        return this;
    }

    private JsonWriter put(int character) {
        reserve(1);
        buffer[size++] = (byte) character;
        return this;
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
}
