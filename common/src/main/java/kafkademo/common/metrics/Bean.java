package kafkademo.common.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/** An MBean with attributes that can only be read, like those of the Kafka clients. docs/metrics.md says what each one means. */
public final class Bean implements DynamicMBean {
    private final Map<String, Supplier<?>> attributes = new TreeMap<>();

    /**
     * Adds an attribute.
     *
     * @param value read by any thread whenever somebody looks; never {@code null}
     */
    public Bean with(String name, Supplier<?> value) {
        attributes.put(name, value);
        return this;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        if (!attributes.containsKey(name)) {
            throw new AttributeNotFoundException(name);
        }
        return attributes.get(name).get();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList found = new AttributeList();
        for (String name : names) {
            if (attributes.containsKey(name)) {
                found.add(new Attribute(name, attributes.get(name).get()));
            }
        }
        return found;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " can't be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList list) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String operation, Object[] parameters, String[] signature) throws ReflectionException {
        throw new ReflectionException(new NoSuchMethodException(operation));
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] infos = attributes.entrySet().stream()
                .map(attribute -> new MBeanAttributeInfo(
                        attribute.getKey(),
                        attribute.getValue().get().getClass().getName(),
                        attribute.getKey(),
                        true,
                        false,
                        false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(Bean.class.getName(), "counters and settings", infos, null, null, null);
    }
}
