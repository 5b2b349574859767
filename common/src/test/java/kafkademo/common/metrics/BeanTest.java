package kafkademo.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BeanTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final AtomicLong count = new AtomicLong(7);
    private final ObjectName name = name();

    private static ObjectName name() {
        try {
            return new ObjectName("kafkademo:type=test,topic=orders");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void publish() {
        Bean bean = new Bean().with("Count", count::get).with("Rate", () -> 0.5).with("Mode", () -> "skip");
        Beans.register(bean, "test", "topic", "orders");
    }

    @AfterEach
    void unregister() {
        Beans.unregister("test", "topic", "orders");
    }

    @Test
    void attributesAreReadWhenSomebodyLooks() throws JMException {
        assertThat(SERVER.getAttribute(name, "Count")).isEqualTo(7L);
        count.set(8);
        assertThat(SERVER.getAttribute(name, "Count")).isEqualTo(8L);
        assertThat(SERVER.getAttributes(name, new String[] {"Rate", "Missing", "Mode"})
                        .asList())
                .containsExactly(new Attribute("Rate", 0.5), new Attribute("Mode", "skip"));
    }

    @Test
    void attributesAreListedWithTheirTypes() throws JMException {
        assertThat(SERVER.getMBeanInfo(name).getAttributes())
                .extracting(MBeanAttributeInfo::getName, MBeanAttributeInfo::getType)
                .containsExactly(
                        tuple("Count", "java.lang.Long"),
                        tuple("Mode", "java.lang.String"),
                        tuple("Rate", "java.lang.Double"));
    }

    @Test
    void nothingCanBeChangedOrCalledAndWhatIsMissingIsReported() {
        assertThatThrownBy(() -> SERVER.getAttribute(name, "Missing")).isInstanceOf(AttributeNotFoundException.class);
        assertThatThrownBy(() -> SERVER.setAttribute(name, new Attribute("Count", 1L)))
                .isInstanceOf(AttributeNotFoundException.class);
        assertThatThrownBy(() -> SERVER.invoke(name, "reset", null, null)).isInstanceOf(ReflectionException.class);
        assertThat(count.get()).isEqualTo(7);
    }
}
