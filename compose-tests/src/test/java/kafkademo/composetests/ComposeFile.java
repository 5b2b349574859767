package kafkademo.composetests;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a Compose file, and the edits that the README suggests. */
record ComposeFile(String text) {
    /**
     * Changes a variable's value as a user does in an editor. The rest of the file stays unchanged.
     *
     * @param oldValue the current value between the quotes
     * @throws IllegalArgumentException unless the variable occurs exactly once with that value
     */
    ComposeFile edit(String variable, String oldValue, String newValue) {
        Matcher line = Pattern.compile("(?m)^( +" + Pattern.quote(variable) + ": \")" + Pattern.quote(oldValue) + "\"")
                .matcher(text);
        if (!line.find() || line.find(line.end())) {
            throw new IllegalArgumentException("expected exactly one line with " + variable + ": \"" + oldValue + "\"");
        }
        return new ComposeFile(line.replaceFirst("$1" + Matcher.quoteReplacement(newValue) + "\""));
    }

    /**
     * Adds a variable to the service that has {@code present}.
     *
     * @throws IllegalArgumentException unless that variable occurs exactly once
     */
    ComposeFile addAfter(String present, String variable, String value) {
        Matcher line =
                Pattern.compile("(?m)^( +)" + Pattern.quote(present) + ": .*\n").matcher(text);
        if (!line.find() || line.find(line.end())) {
            throw new IllegalArgumentException("expected exactly one line with " + present);
        }
        return new ComposeFile(
                line.replaceFirst("$0$1" + Matcher.quoteReplacement(variable + ": \"" + value + "\"\n")));
    }
}
