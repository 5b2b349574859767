package kafkademo.composetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a page that a run writes. Comments mark where it begins and ends; the rest of the page is written by hand. */
final class MeasuredPart {
    private static final String BEGIN = "<!-- measured -->\n";
    private static final String END = "<!-- end of measured -->";

    private MeasuredPart() {}

    /** Replaces it with this text. */
    static void write(Path page, String measured) {
        try {
            String text = Files.readString(page);
            String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
            String after = text.substring(text.indexOf(END));
            Files.writeString(page, before + measured + after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says on what machine it was measured. */
    static String machine() {
        return "%s %s, %d processors"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors());
    }
}
