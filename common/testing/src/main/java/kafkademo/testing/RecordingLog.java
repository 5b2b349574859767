package kafkademo.testing;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** A logger that keeps its lines, each with its level: {@code WARN waiting for the broker}. */
public final class RecordingLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Set<String> enabled;
    private final Logger logger = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                if (arguments != null && arguments[0] instanceof Level level) {
                    return isEnabled(level.name());
                }
                String level = method.getName().toUpperCase(Locale.ROOT);
                if (arguments != null && arguments[0] instanceof String message && isEnabled(level)) {
                    lines.add(level + " " + message);
                }
                return null;
            });

    /** Records lines of all levels. */
    public RecordingLog() {
        this("TRACE", "DEBUG", "INFO", "WARN", "ERROR");
    }

    /** @param levels the enabled ones, such as {@code "ERROR"} */
    public RecordingLog(String... levels) {
        enabled = Set.of(levels);
    }

    private boolean isEnabled(String level) {
        return enabled.contains(level);
    }

    public Logger logger() {
        return logger;
    }

    public List<String> lines() {
        return lines;
    }
}
