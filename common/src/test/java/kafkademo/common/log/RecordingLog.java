package kafkademo.common.log;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;

/** A logger at level trace that keeps its lines, each with its level: {@code WARN waiting for the broker}. */
public final class RecordingLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                if (method.getReturnType() == boolean.class) {
                    return true;
                }
                if (arguments != null && arguments[0] instanceof String message) {
                    lines.add(method.getName().toUpperCase(Locale.ROOT) + " " + message);
                }
                return null;
            });

    public Logger logger() {
        return logger;
    }

    public List<String> lines() {
        return lines;
    }
}
