package kafkademo.common.metrics;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Publishes MXBeans in the domain {@code kafkademo}, named as Kafka names its own: first the type, then the subject. */
public final class Beans {
    static final String DOMAIN = "kafkademo";

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private Beans() {}

    /**
     * Publishes a bean, in place of one with the same name.
     *
     * @param bean an object that implements an MXBean interface
     * @param type the bean's type, for example {@code producer-topic}
     * @param keys the bean's subject, keys and values in turn, for example {@code topic, orders}
     */
    public static void register(Object bean, String type, String... keys) {
        try {
            unregister(type, keys);
            SERVER.registerMBean(bean, name(type, keys));
        } catch (JMException e) {
            throw new IllegalArgumentException("cannot publish an MXBean as " + type, e);
        }
    }

    /** Removes a bean, if there is one of that name. */
    public static void unregister(String type, String... keys) {
        try {
            ObjectName name = name(type, keys);
            if (SERVER.isRegistered(name)) {
                SERVER.unregisterMBean(name);
            }
        } catch (JMException e) {
            throw new IllegalArgumentException("cannot remove the MXBean " + type, e);
        }
    }

    private static ObjectName name(String type, String... keys) throws JMException {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("type", type);
        for (int at = 0; at < keys.length; at += 2) {
            properties.put(keys[at], keys[at + 1]);
        }
        // Tools such as JConsole build their tree in the order of this text; a Hashtable has none.
        return new ObjectName(DOMAIN + ":"
                + properties.entrySet().stream()
                        .map(property -> property.getKey() + "=" + quotedIfNeeded(property.getValue()))
                        .collect(Collectors.joining(",")));
    }

    private static String quotedIfNeeded(String value) {
        return value.matches("[\\w.-]+") ? value : ObjectName.quote(value);
    }
}
