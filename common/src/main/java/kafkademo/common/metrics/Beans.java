package kafkademo.common.metrics;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Publishes MXBeans under the domain {@code kafkademo}, named as Kafka names its own: {@code type} first, then what it is about. */
public final class Beans {
    static final String DOMAIN = "kafkademo";

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private Beans() {}

    /**
     * Publishes a bean; one of the same name is replaced.
     *
     * @param bean an object that implements an MXBean interface
     * @param type the bean's type, for example {@code producer-topic}
     * @param keys what the bean is about, key and value in turn, for example {@code topic, orders}
     */
    public static void register(Object bean, String type, String... keys) {
        try {
            ObjectName name = name(type, keys);
            if (SERVER.isRegistered(name)) {
                SERVER.unregisterMBean(name);
            }
            SERVER.registerMBean(bean, name);
        } catch (JMException e) {
            throw new IllegalArgumentException("no MXBean can be published as " + type, e);
        }
    }

    /** Takes a bean back; nothing happens if there is none of that name. */
    public static void unregister(String type, String... keys) {
        try {
            ObjectName name = name(type, keys);
            if (SERVER.isRegistered(name)) {
                SERVER.unregisterMBean(name);
            }
        } catch (JMException e) {
            throw new IllegalArgumentException("no MXBean can be taken back as " + type, e);
        }
    }

    private static ObjectName name(String type, String... keys) throws JMException {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("type", type);
        for (int at = 0; at < keys.length; at += 2) {
            properties.put(keys[at], keys[at + 1]);
        }
        // The order in which a tool such as JConsole builds its tree is the order in the text, not that of a Hashtable.
        return new ObjectName(DOMAIN + ":"
                + properties.entrySet().stream()
                        .map(property -> property.getKey() + "=" + quotedIfNeeded(property.getValue()))
                        .collect(Collectors.joining(",")));
    }

    private static String quotedIfNeeded(String value) {
        return value.matches("[\\w.-]+") ? value : ObjectName.quote(value);
    }
}
