package kafkademo.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BeanTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final AtomicLong count = new AtomicLong(1);

    @BeforeEach
    void register() {
        Bean bean = new Bean().with("Count", "how many", count::get).with("Paused", "whether it rests", () -> true);
        Beans.register(bean, "test", "name", "a b");
    }

    @AfterEach
    void unregister() {
        Beans.unregister("test", "name", "a b");
    }

    private static ObjectName name() throws JMException {
        return new ObjectName("kafkademo:type=test,name=\"a b\"");
    }

    @Test
    void readsEachValueWhenItIsAskedFor() throws JMException {
        count.set(7);

        assertThat(SERVER.getAttribute(name(), "Count")).isEqualTo(7L);
        assertThat(SERVER.getAttributes(name(), new String[] {"Paused", "Other", "Count"}))
                .containsExactly(new Attribute("Paused", true), new Attribute("Count", 7L));
    }

    @Test
    void describesItsAttributesAsReadOnly() throws JMException {
        assertThat(SERVER.getMBeanInfo(name()).getAttributes())
                .containsExactly(
                        new MBeanAttributeInfo("Count", "java.lang.Long", "how many", true, false, false),
                        new MBeanAttributeInfo("Paused", "java.lang.Boolean", "whether it rests", true, false, false));
        assertThatThrownBy(() -> SERVER.setAttribute(name(), new Attribute("Count", 2L)))
                .isInstanceOf(AttributeNotFoundException.class);
    }

    @Test
    void refusesAnUnknownAttribute() {
        assertThatThrownBy(() -> SERVER.getAttribute(name(), "Other")).isInstanceOf(AttributeNotFoundException.class);
    }
}
