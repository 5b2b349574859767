package kafkademo.producer.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * The positions of the structure of a valid JSON document. They are found in one pass that knows strings and escapes, so that
 * quotes, braces, colons and commas inside strings are never taken for structure.
 */
final class DocumentLayout {
    /** The positions of a string's quotes. */
    record Quotes(int opening, int closing) {}

    /** All strings, keys and values, in order. */
    final List<Quotes> strings = new ArrayList<>();

    /** Those of the strings that are keys. */
    final List<Quotes> keys = new ArrayList<>();

    /** Colons and commas. */
    final List<Integer> separators = new ArrayList<>();

    /** Closing braces. */
    final List<Integer> braces = new ArrayList<>();

    /** Closing braces and brackets. */
    final List<Integer> closings = new ArrayList<>();

    DocumentLayout(byte[] document) {
        for (int at = 0; at < document.length; at++) {
            switch (document[at]) {
                case '"' -> {
                    strings.add(new Quotes(at, closingQuote(document, at)));
                    at = strings.get(strings.size() - 1).closing;
                }
                case ':' -> {
                    // A colon makes the string before it a key.
                    keys.add(strings.get(strings.size() - 1));
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
}
