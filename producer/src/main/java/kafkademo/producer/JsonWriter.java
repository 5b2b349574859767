package kafkademo.producer;

import java.util.Arrays;
import tools.jackson.core.io.SerializedString;

/**
 * Writes compact JSON into one buffer, document after document. Who calls it closes what was opened and gives each member a name
 * and a value; commas come by themselves. Text of any origin is quoted by Jackson, once ({@link #quoted}), and then copied each
 * time it comes up; what is written without looking at it (ids, numbers, time stamps) never needs an escape. Jackson's own
 * generator, which looks at each character each time, takes more than twice as long. Not safe for use by several threads.
 */
final class JsonWriter {
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

    /** A member's name, for {@link #name}. Slow: to be called once per name. */
    static byte[] nameOf(String text) {
        byte[] quoted = quoted(text);
        byte[] name = Arrays.copyOf(quoted, quoted.length + 1);
        name[quoted.length] = ':';
        return name;
    }

    JsonWriter startObject() {
        comma();
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

    /** The name of an object's next member, made by {@link #nameOf}; its value must follow. */
    JsonWriter name(byte[] name) {
        comma();
        return put(name, name.length);
    }

    /** Members of an object that were written before, and {@link #take taken} without the braces around them. */
    JsonWriter members(byte[] members) {
        comma();
        return put(members, members.length);
    }

    /** A value made by {@link #quoted}. */
    JsonWriter text(byte[] quoted) {
        return put(quoted, quoted.length);
    }

    /** An id as a string. */
    JsonWriter text(Id id) {
        return plain(id.ascii(), id.ascii().length);
    }

    /** The first {@code length} of these bytes as a string; they must be ASCII that needs no escape. */
    JsonWriter plain(byte[] ascii, int length) {
        return put('"').put(ascii, length).put('"');
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

    /** Between two members or elements; after an opening or a colon, and at the start, there is none. */
    private void comma() {
        if (size > 0) {
            byte last = buffer[size - 1];
            if (last != '{' && last != '[' && last != ':') {
                put(',');
            }
        }
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

    private JsonWriter put(byte[] bytes, int length) {
        reserve(length);
        System.arraycopy(bytes, 0, buffer, size, length);
        size += length;
        return this;
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
