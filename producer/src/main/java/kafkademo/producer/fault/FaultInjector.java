package kafkademo.producer.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import kafkademo.common.settings.Weights;

/**
 * Decides which events go out malformed, and damages their bytes. It has random numbers of its own: another
 * error rate changes which events are hit, never the events.
 */
public final class FaultInjector {
    /** Keeps these random numbers apart from the shop's, which start from the same seed. */
    private static final long SALT = 0x6661756C74733F21L;

    private static final FaultKind[] KINDS = FaultKind.values();

    /** None of them starts with what could continue a number or literal, and none is white space. */
    private static final List<String> GARBAGE = List.of("}", "]", ",", "{}", " null", "\n}", ";", "\\n", "</body>");

    /**
     * Bytes that are invalid UTF-8 between two characters: one that never occurs, lone continuation bytes, and letters in
     * Latin-1. 0xFF is missing on purpose: Jackson pads the names that it remembers with it, and reads 0xFF {@code id} as
     * {@code id} once it has seen that key.
     */
    private static final List<Character> NOT_UTF8 =
            List.of('\u00FE', '\u0080', '\u00BF', '\u00E4', '\u00E9', '\u00F1', '\u00FC');

    private static final List<String> GATEWAY_ERRORS =
            List.of("502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout");

    private final SplittableRandom decisions;
    private final SplittableRandom damage;
    private final DoubleSupplier errorRate;
    private final Supplier<Weights> weights;

    /**
     * @param errorRate share of the events to damage, 0 to 1; asked for every event
     * @param weights how likely each kind of fault is against the others, by {@link FaultKind#names}; asked for every fault
     * @param seed any number; with the same seed, rate and weights the same events are damaged in the same way
     */
    public FaultInjector(DoubleSupplier errorRate, Supplier<Weights> weights, long seed) {
        SplittableRandom root = new SplittableRandom(seed ^ SALT);
        this.decisions = root.split();
        this.damage = root.split();
        this.errorRate = errorRate;
        this.weights = weights;
    }

    /** The fault of the next event, if it is to have one. Must be called once per event. */
    public Optional<FaultKind> draw() {
        if (decisions.nextDouble() >= errorRate.getAsDouble()) {
            return Optional.empty();
        }
        Weights present = weights.get();
        int kind = present.areEven() ? damage.nextInt(KINDS.length) : present.pick(damage.nextDouble());
        return Optional.of(KINDS[kind]);
    }

    /**
     * Damages a document. If it offers nothing to damage in this way, as {@code [1,2]} has no string, garbage after it is the
     * fault instead. The shop's events offer something to each kind.
     *
     * @param document valid JSON; it is not modified
     * @return a new array that no strict parser accepts
     */
    public byte[] corrupt(FaultKind kind, byte[] document) {
        // In Latin-1 each byte is one character.
        String json = new String(document, ISO_8859_1);
        StringBuilder damaged = new StringBuilder(json);
        switch (kind) {
            case TRUNCATED -> truncate(damaged);
            case MISSING_CLOSING_BRACE -> atOneOf(find(json, "}"), damaged::deleteCharAt);
            case UNQUOTED_KEY ->
                atOneOf(
                        keys(json),
                        key -> damaged.deleteCharAt(closingQuote(json, key)).deleteCharAt(key));
            case SINGLE_QUOTES ->
                atOneOf(find(json, "\""), string -> {
                    damaged.setCharAt(string, '\'');
                    damaged.setCharAt(closingQuote(json, string), '\'');
                });
            case TRAILING_COMMA -> atOneOf(find(json, "}]"), closing -> damaged.insert(closing, ','));
            // Without the space, [1,2] would become the valid [12].
            case MISSING_SEPARATOR -> atOneOf(find(json, ":,"), separator -> damaged.setCharAt(separator, ' '));
            case CONTROL_CHARACTER -> insertIntoString(json, damaged, (char) damage.nextInt(0x20));
            case INVALID_UTF8 -> insertIntoString(json, damaged, pick(NOT_UTF8));
            case HTML_ERROR_PAGE -> damaged.replace(0, json.length(), errorPage(pick(GATEWAY_ERRORS)));
            case EMPTY -> damaged.setLength(0);
            case TRAILING_GARBAGE -> {
                // Added below.
            }
        }
        String result = damaged.toString();
        return (result.equals(json) ? json + pick(GARBAGE) : result).getBytes(ISO_8859_1);
    }

    /** Any cut before the last brace leaves the document open. One byte less is the missing closing brace. */
    private void truncate(StringBuilder json) {
        int lastBrace = json.lastIndexOf("}");
        if (lastBrace > 1) {
            json.setLength(damage.nextInt(1, lastBrace));
        }
    }

    private void insertIntoString(String json, StringBuilder damaged, char inserted) {
        atOneOf(find(json, "\""), string -> damaged.insert(betweenCharacters(json, string), inserted));
    }

    /**
     * A place between two characters of a string, or at one of its ends. Inside a character's bytes a Latin-1 letter could be
     * taken for its start, and inside an escape it would be another kind of fault.
     */
    private int betweenCharacters(String json, int openingQuote) {
        int wanted = damage.nextInt(openingQuote + 1, closingQuote(json, openingQuote) + 1);
        int at = openingQuote;
        for (int next = at + 1; next <= wanted; next = afterCharacter(json, at)) {
            at = next;
        }
        return at;
    }

    private static int afterCharacter(String json, int at) {
        if (json.charAt(at) == '\\') {
            return at + (json.charAt(at + 1) == 'u' ? 6 : 2);
        }
        int next = at + 1;
        while (next < json.length() && (json.charAt(next) & 0xC0) == 0x80) {
            next++; // a continuation byte
        }
        return next;
    }

    /** Does the damage at one of these places, if there is any. */
    private void atOneOf(List<Integer> places, IntConsumer damageAt) {
        if (!places.isEmpty()) {
            damageAt.accept(pick(places));
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(damage.nextInt(list.size()));
    }

    /** The opening quotes of all keys. A key is a string with a colon after it. */
    private static List<Integer> keys(String json) {
        List<Integer> quotesAndColons = find(json, "\":");
        List<Integer> keys = new ArrayList<>();
        for (int i = 1; i < quotesAndColons.size(); i++) {
            if (json.charAt(quotesAndColons.get(i)) == ':') {
                keys.add(quotesAndColons.get(i - 1));
            }
        }
        return keys;
    }

    /** Where these characters are part of the structure; of a string's quotes it is the opening one. */
    private static List<Integer> find(String json, String wanted) {
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at < json.length(); at++) {
            char character = json.charAt(at);
            if (wanted.indexOf(character) >= 0) {
                places.add(at);
            }
            if (character == '"') {
                at = closingQuote(json, at);
            }
        }
        return places;
    }

    private static int closingQuote(String json, int openingQuote) {
        int at = openingQuote + 1;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    private static String errorPage(String status) {
        return "<html>\r\n<head><title>" + status + "</title></head>\r\n<body>\r\n<center><h1>" + status
                + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
    }
}
