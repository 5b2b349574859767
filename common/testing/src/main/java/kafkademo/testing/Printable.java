package kafkademo.testing;

/** What a terminal shows as it is. */
public final class Printable {
    private Printable() {}

    /** Returns whether the text has no character that ends a line, drives a terminal or reorders what a reader sees. */
    public static boolean isLine(String text) {
        return text.codePoints().allMatch(Printable::isHarmless);
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
