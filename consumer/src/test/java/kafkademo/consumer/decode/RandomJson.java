package kafkademo.consumer.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Makes random valid documents and damages them at random. */
final class RandomJson {
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "-1",
        "10",
        "0.5",
        "-0.25",
        "1e5",
        "1E+5",
        "2e-7",
        "0e0",
        "123456789012345678901234567890",
        "-9223372036854775808",
        "3.141592653589793238462643",
        "1.5E300",
        "9e999"
    };
    private static final String[] CHARACTERS = {
        "a",
        "Z",
        "0",
        " ",
        "/",
        "'",
        "é",
        "€",
        "数",
        "😀",
        "\u007f",
        "\u2028",
        "\ufeff",
        "\uffff",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0000",
        "\\u00e9",
        "\\u00E9",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\uDE00"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t", "\r\n", "  "};
    private static final String[] SPLINTERS = {
        "{", "}", "[", "]", ",", ":", "\"", "\\", "'", "0", "-", ".", "e", "null", "true", "\0", "\n", "\u001f", "é",
        "//", "\ufeff", "NaN", "\\u12", "{}", "1.", " "
    };

    private final Random random;

    RandomJson(long seed) {
        random = new Random(seed);
    }

    /** Returns an object that is nested at most {@code depth} deep. */
    String object(int depth) {
        StringBuilder text = new StringBuilder();
        appendObject(text, depth);
        return space() + text + space();
    }

    private void appendObject(StringBuilder text, int depth) {
        text.append('{').append(space());
        for (int members = random.nextInt(5), member = 0; member < members; member++) {
            text.append(member == 0 ? "" : "," + space()).append(string()).append(space() + ":" + space());
            appendValue(text, depth - 1);
            text.append(space());
        }
        text.append('}');
    }

    private void appendValue(StringBuilder text, int depth) {
        switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> text.append(string());
            case 1 -> text.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 2 -> text.append(random.nextLong() % 1_000_000);
            case 3 -> text.append(random.nextBoolean());
            case 4 -> text.append("null");
            case 5 -> appendObject(text, depth);
            default -> {
                text.append('[');
                for (int elements = random.nextInt(4), element = 0; element < elements; element++) {
                    text.append(element == 0 ? "" : space() + "," + space());
                    appendValue(text, depth - 1);
                }
                text.append(space()).append(']');
            }
        }
    }

    private String string() {
        StringBuilder text = new StringBuilder("\"");
        for (int length = random.nextInt(6); length > 0; length--) {
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.append('"').toString();
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }

    /** Returns the document with one to three pieces changed, added or removed; sometimes it is still valid. */
    byte[] damaged(byte[] document) {
        byte[] damaged = document;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int from = random.nextInt(damaged.length + 1);
            int to = Math.min(damaged.length, from + random.nextInt(3));
            byte[] splinter = switch (random.nextInt(5)) {
                case 0 -> new byte[] {(byte) random.nextInt(256)};
                case 1 -> Arrays.copyOfRange(damaged, Math.max(0, from - 1), from);
                case 2 -> new byte[0];
                default -> SPLINTERS[random.nextInt(SPLINTERS.length)].getBytes(StandardCharsets.UTF_8);
            };
            byte[] next = Arrays.copyOf(damaged, from + splinter.length + damaged.length - to);
            System.arraycopy(splinter, 0, next, from, splinter.length);
            System.arraycopy(damaged, to, next, from + splinter.length, damaged.length - to);
            damaged = next;
        }
        return damaged;
    }
}
