package kafkademo.common.log;

import java.util.List;
import java.util.Locale;

/** What the log lines of a service look like. */
public enum LogFormat {
    /** A message and {@code key=value} pairs, for people. */
    TEXT,

    /** One JSON object per line, for log collectors. */
    JSON;

    public static final List<String> NAMES = List.of("text", "json");
    public static final String DEFAULT = "text";

    /** @param name one of {@link #NAMES} */
    public static LogFormat named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
