package kafkademo.common.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/** A bean whose attributes are functions. They can be read only, and tools show what they mean. */
public final class Bean implements DynamicMBean {
    private final Map<String, Supplier<?>> values = new LinkedHashMap<>();
    private final List<MBeanAttributeInfo> infos = new ArrayList<>();

    /**
     * Adds an attribute.
     *
     * @param name the attribute's name, for example {@code FailedCommits}
     * @param value returns a number or a truth value, always of the same type
     */
    public Bean with(String name, String meaning, Supplier<?> value) {
        values.put(name, value);
        infos.add(new MBeanAttributeInfo(name, value.get().getClass().getName(), meaning, true, false, false));
        return this;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        Supplier<?> value = values.get(name);
        if (value == null) {
            throw new AttributeNotFoundException(name);
        }
        return value.get();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList found = new AttributeList();
        for (String name : names) {
            if (values.containsKey(name)) {
                found.add(new Attribute(name, values.get(name).get()));
            }
        }
        return found;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " can only be read");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature) {
        throw new UnsupportedOperationException(operation);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = infos.toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(Bean.class.getName(), "Counters and settings", attributes, null, null, null);
    }
}
