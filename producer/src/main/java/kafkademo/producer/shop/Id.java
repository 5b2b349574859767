package kafkademo.producer.shop;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The id of something, held as the bytes that go out: the same array stands for it in the document, as the record's key and in
 * a header. So an id is made of characters that are one byte each and that JSON takes as they are. A string would be encoded
 * again at each of these places, half a million times a second. Immutable.
 */
public final class Id {
    private final byte[] ascii;

    private Id(byte[] ascii) {
        this.ascii = ascii;
    }

    /** The id with this text: printable ASCII without quotes and backslashes. */
    public static Id of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~' || character == '"' || character == '\\') {
                throw new IllegalArgumentException("an id is printable ASCII without \" and \\, but got " + text);
            }
        }
        return ofAscii(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The id with these characters, which are those that {@link #of} allows; the array now belongs to the id. */
    public static Id ofAscii(byte[] ascii) {
        return new Id(ascii);
    }

    /** The characters. One array for all callers, to spare a copy per record: do not modify it. */
    public byte[] ascii() {
        return ascii;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Id that && Arrays.equals(ascii, that.ascii);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ascii);
    }

    @Override
    public String toString() {
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
