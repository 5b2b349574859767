package kafkademo.composetests;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a Compose file, and the edit that the README asks its reader to make. */
record ComposeFile(String text) {
    /**
     * Changes a variable's value as one does in an editor: only on its line, and everything else stays as it is.
     *
     * @param oldValue what must be there now, between the quotes
     * @throws IllegalArgumentException if the variable does not stand there exactly once with that value
     */
    ComposeFile edit(String variable, String oldValue, String newValue) {
        Matcher line = Pattern.compile("(?m)^( +" + Pattern.quote(variable) + ": \")" + Pattern.quote(oldValue) + "\"")
                .matcher(text);
        if (!line.find() || line.find(line.end())) {
            throw new IllegalArgumentException("not exactly one line reads " + variable + ": \"" + oldValue + "\"");
        }
        return new ComposeFile(line.replaceFirst("$1" + Matcher.quoteReplacement(newValue) + "\""));
    }
}
