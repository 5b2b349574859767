package kafkademo.common.log;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A value between quotes. The escapes are those of JSON and no others, since logfmt parsers know no others. Whatever could break
 * the line or drive a terminal is escaped.
 *
 * <p>JSON has no escape for a byte that is not UTF-8. After the escapes are undone, such a byte reads {@code \xNN}, and so does
 * each of the three bytes that encode an unpaired surrogate. A backslash before an {@code x} reads {@code \x5c}, so that
 * {@code \xNN} always stands for a byte and the value can be restored exactly.
 */
final class Quoted {
    private static final HexFormat HEX = HexFormat.of();
    private static final char ELLIPSIS = '…';

    /** The most bytes of a character in UTF-8. */
    private static final int MAX_BYTES = 4;

    private final StringBuilder text;
    private final int start;
    private final int maxLength;

    /** Where to cut a value that is too long: an ellipsis fits in after it. */
    private int fitting;

    private boolean cut;

    private Quoted(StringBuilder text, int maxLength) {
        this.text = text.append('"');
        this.maxLength = maxLength;
        start = text.length();
        fitting = start;
    }

    /** Returns whether the value needs neither escapes nor, in logfmt, quotes. */
    static boolean isPlain(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c <= ' ' || c > '~' || c == '"' || c == '\'' || c == '=' || c == '\\') {
                return false;
            }
        }
        return !value.isEmpty();
    }

    /** Appends a text, cut to {@code maxLength} characters between the quotes. */
    static void append(StringBuilder text, String value, int maxLength) {
        new Quoted(text, maxLength).text(value);
        text.append('"');
    }

    /** Appends bytes as the text that they are in UTF-8, cut to {@code maxLength} characters between the quotes. */
    static void append(StringBuilder text, byte[] value, int maxLength) {
        new Quoted(text, maxLength).bytes(value);
        text.append('"');
    }

    private void bytes(byte[] value) {
        int shown = (int) Math.min(value.length, MAX_BYTES * (maxLength + 1L));
        ByteBuffer bytes = ByteBuffer.wrap(value, 0, shown);
        CharBuffer characters = CharBuffer.allocate(shown);
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        while (bytes.hasRemaining() && !cut) {
            CoderResult result = utf8.decode(bytes, characters, true);
            text(characters.flip());
            characters.clear();
            for (int left = result.isMalformed() ? result.length() : 0; left > 0 && !cut; left--) {
                byteOf(bytes.get());
                fit();
            }
        }
    }

    private void text(CharSequence value) {
        for (int at = 0; at < value.length() && !cut; ) {
            int codePoint = Character.codePointAt(value, at);
            at += Character.charCount(codePoint);
            boolean beforeX = at < value.length() && value.charAt(at) == 'x';
            if (codePoint == '\\' && beforeX) {
                byteOf('\\');
            } else {
                escape(codePoint);
            }
            fit();
        }
    }

    private void fit() {
        int length = text.length() - start;
        if (length > maxLength) {
            text.setLength(fitting);
            text.append(ELLIPSIS);
            cut = true;
        } else if (length < maxLength) {
            fitting = text.length();
        }
    }

    private void escape(int codePoint) {
        switch (codePoint) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (isPrintable(codePoint)) {
                    text.appendCodePoint(codePoint);
                } else if (Character.getType(codePoint) == Character.SURROGATE) {
                    byteOf(0xE0 | codePoint >> 12);
                    byteOf(0x80 | codePoint >> 6 & 0x3F);
                    byteOf(0x80 | codePoint & 0x3F);
                } else {
                    for (char unit : Character.toChars(codePoint)) {
                        text.append("\\u").append(HEX.toHexDigits(unit));
                    }
                }
            }
        }
    }

    private void byteOf(int value) {
        text.append("\\\\x").append(HEX.toHexDigits((byte) value));
    }

    /** Format characters can reorder what a reader sees, separators can break a line, the others have no agreed shape. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
