package kafkademo.producer.send;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;

/** A logger that keeps its lines, each with its level: {@code WARN waiting for the broker}. */
public final class RecordingLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Set<String> enabled;
    private final Logger logger = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                String level = method.getName().replaceAll("^is|Enabled$", "").toUpperCase(Locale.ROOT);
                if (method.getReturnType() == boolean.class) {
                    return isEnabled(level);
                }
                if (arguments != null && arguments[0] instanceof String message && isEnabled(level)) {
                    lines.add(level + " " + message);
                }
                return null;
            });

    /** @param levels those that are enabled: {@code "ERROR"} */
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
