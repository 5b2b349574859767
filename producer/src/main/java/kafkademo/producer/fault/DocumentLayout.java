package kafkademo.producer.fault;

import java.util.Arrays;

/**
 * Where the structure of a valid JSON document is: found by one pass that knows strings and escapes, so that quotes,
 * braces, colons and commas inside strings are never taken for structure. One object serves document after document.
 */
final class DocumentLayout {
    /** A growing list of positions. */
    static final class Positions {
        private int[] values = new int[32];
        private int size;

        int size() {
            return size;
        }

        int get(int place) {
            return values[place];
        }

        private void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }
    }

    private final Positions openingQuotes = new Positions();
    private final Positions closingQuotes = new Positions();
    private final Positions keys = new Positions();
    private final Positions separators = new Positions();
    private final Positions braces = new Positions();
    private final Positions closings = new Positions();

    /** Finds the structure of this document, and forgets the one before. */
    void scan(byte[] document) {
        for (Positions positions : new Positions[] {openingQuotes, closingQuotes, keys, separators, braces, closings}) {
            positions.size = 0;
        }
        for (int at = 0; at < document.length; at++) {
            switch (document[at]) {
                case '"' -> {
                    openingQuotes.add(at);
                    at = closingQuote(document, at);
                    closingQuotes.add(at);
                }
                case ':' -> {
                    // A colon makes the string before it a key.
                    keys.add(openingQuotes.size - 1);
                    separators.add(at);
                }
                case ',' -> separators.add(at);
                case '}' -> {
                    braces.add(at);
                    closings.add(at);
                }
                case ']' -> closings.add(at);
                default -> {
                    // White space, an opening, or part of a number or literal: no fault needs them.
                }
            }
        }
    }

    private static int closingQuote(byte[] document, int openingQuote) {
        int at = openingQuote + 1;
        while (document[at] != '"') {
            at += document[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    /** Opening quotes of all strings, keys and values, in order. */
    Positions openingQuotes() {
        return openingQuotes;
    }

    /** Closing quotes of the same strings. */
    Positions closingQuotes() {
        return closingQuotes;
    }

    /** Which of the strings are keys: places in {@link #openingQuotes} and {@link #closingQuotes}. */
    Positions keys() {
        return keys;
    }

    /** Colons and commas. */
    Positions separators() {
        return separators;
    }

    /** Closing braces. */
    Positions braces() {
        return braces;
    }

    /** Closing braces and brackets. */
    Positions closings() {
        return closings;
    }
}
