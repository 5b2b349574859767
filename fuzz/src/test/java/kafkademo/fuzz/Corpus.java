package kafkademo.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/**
 * Inputs that are known to be hard. They are kept as text: a line has a name and, after a space, the bytes. {@code %0A} is the
 * byte 0A, {@code %{500*[}} is {@code [} 500 times, any other character is its UTF-8. A line that begins with {@code #} is a comment.
 */
public final class Corpus {
    private static final Pattern PIECE = Pattern.compile("%([0-9A-F]{2})|%\\{(\\d+)\\*([^}]+)}|([^%]+)");

    /** One of them. */
    public record Input(String name, byte[] bytes) {}

    private Corpus() {}

    /** Returns the inputs in a file, by their names for the reports of tests. */
    public static Stream<Named<byte[]>> named(String file) {
        return inputs(file).stream().map(input -> Named.of(input.name(), input.bytes()));
    }

    /** Returns the inputs in a file of this package's folder. */
    public static List<Input> inputs(String file) {
        List<Input> inputs = new ArrayList<>();
        for (String line : new String(resource(Corpus.class, file), StandardCharsets.UTF_8).split("\n")) {
            int space = line.indexOf(' ');
            if (space > 0 && !line.startsWith("#")) {
                inputs.add(new Input(line.substring(0, space), bytes(line.substring(space + 1))));
            }
        }
        return inputs;
    }

    /** Returns the bytes that a text stands for. */
    static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher piece = PIECE.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!piece.region(end, text.length()).lookingAt()) {
                throw new IllegalArgumentException("neither a byte nor a repetition: " + text.substring(end));
            }
            if (piece.group(1) != null) {
                bytes.write(HexFormat.fromHexDigits(piece.group(1)));
            } else if (piece.group(2) != null) {
                byte[] repeated = bytes(piece.group(3));
                for (int times = Integer.parseInt(piece.group(2)); times > 0; times--) {
                    bytes.writeBytes(repeated);
                }
            } else {
                bytes.writeBytes(piece.group(4).getBytes(StandardCharsets.UTF_8));
            }
            end = piece.end();
        }
        return bytes.toByteArray();
    }

    /** Returns a file beside a class. */
    public static byte[] resource(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
