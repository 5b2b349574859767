package kafkademo.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What a value on a line stands for, once its escapes are undone. */
public final class Shown {
    private Shown() {}

    /** Returns the bytes of a shown value: its UTF-8, with {@code \xNN} as the byte NN. */
    public static byte[] bytes(String shown) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int start = 0;
        for (int at = shown.indexOf("\\x"); at >= 0; at = shown.indexOf("\\x", start)) {
            bytes.writeBytes(shown.substring(start, at).getBytes(StandardCharsets.UTF_8));
            bytes.write(HexFormat.fromHexDigits(shown, at + 2, at + 4));
            start = at + 4;
        }
        bytes.writeBytes(shown.substring(start).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** Returns the text in UTF-8, with an unpaired surrogate encoded as if it were a character. */
    public static byte[] bytesOf(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints().forEach(codePoint -> {
            if (Character.getType(codePoint) == Character.SURROGATE) {
                bytes.write(0xE0 | codePoint >> 12);
                bytes.write(0x80 | codePoint >> 6 & 0x3F);
                bytes.write(0x80 | codePoint & 0x3F);
            } else {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }
}
