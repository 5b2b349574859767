package kafkademo.producer.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import kafkademo.common.settings.Weights;
import kafkademo.producer.fault.DocumentLayout.Quotes;

/**
 * Decides which events go out malformed, and damages their bytes. Its randomness is its own: another error rate changes which events
 * are hit, never the events. Only {@link #errorRate(double)} and {@link #weights} may be called by other threads.
 */
public final class FaultInjector {
    /** Keeps this stream of random numbers apart from the shop's, which starts from the same seed. */
    private static final long SALT = 0x6661756C74733F21L;

    private static final FaultKind[] KINDS = FaultKind.values();

    /** None of them starts with what could continue a number or literal, and none is white space. */
    private static final List<String> GARBAGE = List.of("}", "]", ",", "{}", " null", "\n}", ";", "\\n", "</body>");

    /**
     * Bytes that are invalid UTF-8 between two characters: one that never occurs, lone continuation bytes, letters in Latin-1. 0xFF
     * is missing on purpose: Jackson pads the names that it remembers with it, and reads 0xFF {@code id} as {@code id} once it
     * has seen that key.
     */
    private static final int[] NOT_UTF8 = {0xFE, 0x80, 0xBF, 0xE4, 0xE9, 0xF1, 0xFC};

    private static final List<String> GATEWAY_ERRORS =
            List.of("502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout");

    private final SplittableRandom decisions;
    private final SplittableRandom damage;
    private volatile double errorRate;
    private volatile Weights weights = Weights.even(FaultKind.names());

    /**
     * @param errorRate share of the events to damage, 0 to 1
     * @param seed any number; the same seed and rate damage the same events in the same way
     */
    public FaultInjector(double errorRate, long seed) {
        errorRate(errorRate);
        SplittableRandom root = new SplittableRandom(seed ^ SALT);
        this.decisions = root.split();
        this.damage = root.split();
    }

    /** Sets the share of the events to damage, 0 (none) to 1 (all). */
    public void errorRate(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("an error rate is from 0 to 1, but got " + share);
        }
        errorRate = share;
    }

    /** Sets how likely each kind of fault is against the others, by {@link FaultKind#names}. */
    public void weights(Weights ofKinds) {
        weights = ofKinds;
    }

    /** The fault of the next event, if it is to have one. Must be called once per event. */
    public Optional<FaultKind> draw() {
        if (decisions.nextDouble() >= errorRate) {
            return Optional.empty();
        }
        Weights present = weights;
        int kind = present.areEven() ? damage.nextInt(KINDS.length) : present.pick(damage.nextDouble());
        return Optional.of(KINDS[kind]);
    }

    /**
     * Damages a document.
     *
     * @param kind how; where the document offers nothing to damage in this way (no string in {@code [1,2]}, nothing to
     *     cut from <code>{}</code> but its brace), garbage after the document takes its place. The shop's events offer
     *     something to each kind.
     * @param document valid JSON; it is not modified
     * @return a new array that no strict parser accepts
     */
    public byte[] corrupt(FaultKind kind, byte[] document) {
        DocumentLayout layout = new DocumentLayout(document);
        return switch (isPossible(kind, layout) ? kind : FaultKind.TRAILING_GARBAGE) {
            case TRUNCATED -> Arrays.copyOf(document, damage.nextInt(1, longestTruncated(layout) + 1));
            case MISSING_CLOSING_BRACE ->
                without(document, pick(layout.braces.isEmpty() ? layout.closings : layout.braces));
            case UNQUOTED_KEY -> unquote(document, pick(layout.keys));
            case SINGLE_QUOTES -> useSingleQuotes(document, pick(layout.strings));
            case TRAILING_COMMA -> with(document, pick(layout.closings), ',');
            case MISSING_SEPARATOR -> blank(document, pick(layout.separators));
            case CONTROL_CHARACTER -> insertIntoString(document, layout, damage.nextInt(0x20));
            case INVALID_UTF8 -> insertIntoString(document, layout, NOT_UTF8[damage.nextInt(NOT_UTF8.length)]);
            case TRAILING_GARBAGE -> appendGarbage(document);
            case HTML_ERROR_PAGE -> ascii(errorPage(pick(GATEWAY_ERRORS)));
            case EMPTY -> new byte[0];
        };
    }

    private static boolean isPossible(FaultKind kind, DocumentLayout layout) {
        return switch (kind) {
            case TRUNCATED -> longestTruncated(layout) > 0;
            case MISSING_CLOSING_BRACE, TRAILING_COMMA -> !layout.closings.isEmpty();
            case UNQUOTED_KEY -> !layout.keys.isEmpty();
            case SINGLE_QUOTES, CONTROL_CHARACTER, INVALID_UTF8 -> !layout.strings.isEmpty();
            case MISSING_SEPARATOR -> !layout.separators.isEmpty();
            case TRAILING_GARBAGE, HTML_ERROR_PAGE, EMPTY -> true;
        };
    }

    /** Whatever goes before the last closing leaves the document open. One byte less is the missing closing brace. */
    private static int longestTruncated(DocumentLayout layout) {
        return layout.closings.isEmpty() ? 0 : layout.closings.get(layout.closings.size() - 1) - 1;
    }

    private static byte[] unquote(byte[] document, Quotes key) {
        return without(without(document, key.closing()), key.opening());
    }

    private static byte[] useSingleQuotes(byte[] document, Quotes string) {
        byte[] damaged = document.clone();
        damaged[string.opening()] = '\'';
        damaged[string.closing()] = '\'';
        return damaged;
    }

    /** A space, since without anything {@code [1,2]} would become the valid {@code [12]}. */
    private static byte[] blank(byte[] document, int separator) {
        byte[] damaged = document.clone();
        damaged[separator] = ' ';
        return damaged;
    }

    private byte[] insertIntoString(byte[] document, DocumentLayout layout, int value) {
        Quotes string = pick(layout.strings);
        return with(document, betweenCharacters(document, string.opening() + 1, string.closing()), value);
    }

    /**
     * A place between two characters of a string, or at one of its ends. Inside a character's bytes a Latin-1 letter could be taken
     * for its start, and inside an escape it would be another kind of fault.
     */
    private int betweenCharacters(byte[] document, int start, int end) {
        int wanted = damage.nextInt(start, end + 1);
        int at = start;
        int next = start;
        while (next <= wanted) {
            at = next;
            next = afterCharacter(document, at);
        }
        return at;
    }

    private static int afterCharacter(byte[] document, int at) {
        if (document[at] == '\\') {
            return at + (document[at + 1] == 'u' ? 6 : 2);
        }
        int next = at + 1;
        while (next < document.length && (document[next] & 0xC0) == 0x80) {
            next++;
        }
        return next;
    }

    private byte[] appendGarbage(byte[] document) {
        byte[] garbage = ascii(pick(GARBAGE));
        byte[] damaged = Arrays.copyOf(document, document.length + garbage.length);
        System.arraycopy(garbage, 0, damaged, document.length, garbage.length);
        return damaged;
    }

    private <T> T pick(List<T> list) {
        return list.get(damage.nextInt(list.size()));
    }

    private static byte[] with(byte[] document, int at, int value) {
        byte[] result = new byte[document.length + 1];
        System.arraycopy(document, 0, result, 0, at);
        result[at] = (byte) value;
        System.arraycopy(document, at, result, at + 1, document.length - at);
        return result;
    }

    private static byte[] without(byte[] document, int at) {
        byte[] result = Arrays.copyOf(document, document.length - 1);
        System.arraycopy(document, at + 1, result, at, result.length - at);
        return result;
    }

    private static String errorPage(String status) {
        return "<html>\r\n<head><title>" + status + "</title></head>\r\n<body>\r\n<center><h1>" + status
                + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
