package kafkademo.common.settings;

import java.util.List;

/** Settings are wrong; there is a line for each of them. */
public final class InvalidSettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidSettingsException(String... problems) {
        super(String.join("; ", problems));
        this.problems = List.of(problems);
    }

    /** The lines to print, in the order in which the settings were read. */
    public List<String> problems() {
        return problems;
    }
}
