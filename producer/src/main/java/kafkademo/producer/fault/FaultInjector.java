package kafkademo.producer.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import kafkademo.common.settings.Weights;
import kafkademo.producer.fault.DocumentLayout.Positions;

/**
 * Decides which events go out malformed, and damages their bytes. Its randomness is its own: another error rate changes
 * which events are hit, never the events. Not safe for use by several threads, except {@link #errorRate(double)} and
 * {@link #weights}.
 */
public final class FaultInjector {
    /** Keeps this stream of random numbers away from the shop's, which starts from the same seed. */
    private static final long SALT = 0x6661756C74733F21L;

    /** Wrapped once, to spare an object per fault. */
    private static final List<Optional<FaultKind>> KINDS =
            Arrays.stream(FaultKind.values()).map(Optional::of).toList();

    private static final byte[] NOTHING = {};

    /** None starts with what could continue a number or literal, and none is white space. */
    private static final byte[][] GARBAGE = ascii("}", "]", ",", "{}", " null", "\n}", ";", "\\n", "</body>");

    /**
     * What no decoder takes for UTF-8 between two characters: a byte that never occurs, a lone continuation byte, letters
     * in Latin-1. Not 0xFF: Jackson fills up the names that it remembers with it, and reads 0xFF {@code id} as
     * {@code id} once it has seen that key.
     */
    private static final int[] NOT_UTF8 = {0xFE, 0x80, 0xBF, 0xE4, 0xE9, 0xF1, 0xFC};

    private static final byte[][] ERROR_PAGES =
            ascii(errorPage("502 Bad Gateway"), errorPage("503 Service Unavailable"), errorPage("504 Gateway Timeout"));

    private final SplittableRandom decisions;
    private final SplittableRandom damage;
    private final DocumentLayout layout = new DocumentLayout();
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

    /** Sets the share of the events to damage, 0 (none) to 1 (all). May be called by any thread. */
    public void errorRate(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("an error rate is 0 to 1, but got " + share);
        }
        errorRate = share;
    }

    /** Sets how likely each kind of fault is against the others, in their order. May be called by any thread. */
    public void weights(Weights ofKinds) {
        weights = ofKinds;
    }

    /** The fault of the next event, if it is to have one. To be called once per event. */
    public Optional<FaultKind> draw() {
        if (decisions.nextDouble() >= errorRate) {
            return Optional.empty();
        }
        Weights present = weights;
        return KINDS.get(present.areEven() ? damage.nextInt(KINDS.size()) : present.pick(damage.nextDouble()));
    }

    /**
     * Damages a document.
     *
     * @param kind how; where the document offers nothing to damage in this way (no string in {@code [1,2]}, nothing to
     *     cut from <code>{}</code> but its brace), garbage after the document takes its place. The shop's events offer
     *     something to each kind.
     * @param document valid JSON; stays as it is
     * @return a new array that no strict parser accepts
     */
    public byte[] corrupt(FaultKind kind, byte[] document) {
        layout.scan(document);
        return switch (kind) {
            case TRUNCATED -> truncate(document);
            case MISSING_CLOSING_BRACE -> dropClosingBrace(document);
            case UNQUOTED_KEY -> unquoteKey(document);
            case SINGLE_QUOTES -> useSingleQuotes(document);
            case TRAILING_COMMA -> addTrailingComma(document);
            case MISSING_SEPARATOR -> blankSeparator(document);
            case CONTROL_CHARACTER -> insertIntoString(document, damage.nextInt(0x20));
            case INVALID_UTF8 -> insertIntoString(document, NOT_UTF8[damage.nextInt(NOT_UTF8.length)]);
            case TRAILING_GARBAGE -> appendGarbage(document);
            case HTML_ERROR_PAGE -> ERROR_PAGES[damage.nextInt(ERROR_PAGES.length)].clone();
            case EMPTY -> NOTHING;
        };
    }

    private byte[] truncate(byte[] document) {
        Positions closings = layout.closings();
        // Whatever goes before the last closing leaves the document open. One byte less is the missing closing brace.
        int longest = closings.size() == 0 ? 0 : closings.get(closings.size() - 1) - 1;
        return longest < 1 ? appendGarbage(document) : Arrays.copyOf(document, damage.nextInt(1, longest + 1));
    }

    private byte[] dropClosingBrace(byte[] document) {
        Positions braces = layout.braces().size() > 0 ? layout.braces() : layout.closings();
        return braces.size() == 0 ? appendGarbage(document) : without(document, pick(braces));
    }

    private byte[] unquoteKey(byte[] document) {
        if (layout.keys().size() == 0) {
            return appendGarbage(document);
        }
        int key = pick(layout.keys());
        byte[] noClosingQuote = without(document, layout.closingQuotes().get(key));
        return without(noClosingQuote, layout.openingQuotes().get(key));
    }

    private byte[] useSingleQuotes(byte[] document) {
        int strings = layout.openingQuotes().size();
        if (strings == 0) {
            return appendGarbage(document);
        }
        int string = damage.nextInt(strings);
        byte[] damaged = document.clone();
        damaged[layout.openingQuotes().get(string)] = '\'';
        damaged[layout.closingQuotes().get(string)] = '\'';
        return damaged;
    }

    private byte[] addTrailingComma(byte[] document) {
        Positions closings = layout.closings();
        return closings.size() == 0 ? appendGarbage(document) : with(document, pick(closings), (byte) ',');
    }

    /** A space, since without anything {@code [1,2]} would become the valid {@code [12]}. */
    private byte[] blankSeparator(byte[] document) {
        if (layout.separators().size() == 0) {
            return appendGarbage(document);
        }
        byte[] damaged = document.clone();
        damaged[pick(layout.separators())] = ' ';
        return damaged;
    }

    private byte[] insertIntoString(byte[] document, int value) {
        int strings = layout.openingQuotes().size();
        if (strings == 0) {
            return appendGarbage(document);
        }
        int string = damage.nextInt(strings);
        int at = betweenCharacters(
                document,
                layout.openingQuotes().get(string) + 1,
                layout.closingQuotes().get(string));
        return with(document, at, (byte) value);
    }

    /**
     * A place between two characters of a string, or at one of its ends. Inside a character's bytes a Latin-1 letter
     * could be taken for its start, and inside an escape it would be another kind of fault.
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
        byte[] garbage = GARBAGE[damage.nextInt(GARBAGE.length)];
        byte[] damaged = Arrays.copyOf(document, document.length + garbage.length);
        System.arraycopy(garbage, 0, damaged, document.length, garbage.length);
        return damaged;
    }

    private int pick(Positions positions) {
        return positions.get(damage.nextInt(positions.size()));
    }

    private static byte[] with(byte[] document, int at, byte value) {
        byte[] result = new byte[document.length + 1];
        System.arraycopy(document, 0, result, 0, at);
        result[at] = value;
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

    private static byte[][] ascii(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }
}
