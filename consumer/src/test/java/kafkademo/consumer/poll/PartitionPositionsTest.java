package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_0;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PartitionPositionsTest {
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedConsumer consumer = new SimulatedConsumer(time);
    private final Batch batch = new Batch();
    private final PartitionPositions positions = new PartitionPositions(consumer, batch, time::nanoTime);

    private static ObjectName name() throws JMException {
        return new ObjectName("kafkademo:type=consumer-partition,topic=orders,partition=0");
    }

    private static long read(String attribute) throws JMException {
        return (long) BEANS.getAttribute(name(), attribute);
    }

    @Test
    void theLagIsWhatIsLeftToHandleWhateverHasBeenPolled() throws JMException {
        consumer.assign(List.of(ORDERS_0));
        consumer.updateEndOffsets(Map.of(ORDERS_0, 12L));
        consumer.addRecords(ORDERS_0, 0, 7);
        batch.add(consumer.poll(Duration.ZERO));
        batch.remove();
        batch.remove();

        time.pass(Duration.ofSeconds(1));
        positions.refreshIfDue();
        positions.committed(Map.of(ORDERS_0, new OffsetAndMetadata(1)));

        assertThat(read("Position")).isEqualTo(2);
        assertThat(read("EndOffset")).isEqualTo(12);
        assertThat(read("Lag")).isEqualTo(10);
        assertThat(read("CommittedOffset")).isEqualTo(1);

        while (!batch.isEmpty()) {
            batch.remove();
        }
        positions.refreshIfDue();
        assertThat(read("Position")).as("within the second").isEqualTo(2);
        time.pass(Duration.ofSeconds(1));
        positions.refreshIfDue();
        assertThat(read("Position")).isEqualTo(7);
        assertThat(read("Lag")).isEqualTo(5);

        positions.forget(Set.of(ORDERS_0));
        assertThat(BEANS.isRegistered(name())).isFalse();
    }

    @Test
    void aBrokerThatDoesNotAnswerInTimeLeavesNothingUnknownOfWhatIsFetched() throws JMException {
        consumer.assign(List.of(ORDERS_0));
        consumer.updateEndOffsets(Map.of(ORDERS_0, 12L));
        consumer.addRecords(ORDERS_0, 0, 7);
        consumer.poll(Duration.ZERO);
        consumer.setOffsetsException(new TimeoutException("behind a fetch"));

        time.pass(Duration.ofSeconds(1));
        positions.refreshIfDue();

        assertThat(read("Position")).isEqualTo(7);
        assertThat(read("EndOffset")).isEqualTo(12);
        assertThat(read("Lag")).isEqualTo(5);
        positions.forget(Set.of(ORDERS_0));
    }

    @Test
    void ofPausedPartitionsTheBrokerIsAskedAsNothingIsFetched() throws JMException {
        consumer.assign(List.of(ORDERS_0));
        consumer.pause(List.of(ORDERS_0));
        consumer.updateEndOffsets(Map.of(ORDERS_0, 12L));
        consumer.forgetWhatWasFetched();

        time.pass(Duration.ofSeconds(1));
        positions.refreshIfDue();

        assertThat(read("EndOffset")).isEqualTo(12);
        positions.forget(Set.of(ORDERS_0));
    }
}
