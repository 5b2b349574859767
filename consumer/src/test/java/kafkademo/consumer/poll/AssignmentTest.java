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
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedConsumer consumer = new SimulatedConsumer(time);
    private final Assignment assignment = new Assignment(consumer, time::nanoTime);

    @BeforeEach
    void assign() {
        consumer.assign(List.of(ORDERS_0));
        assignment.add(List.of(ORDERS_0));
    }

    @AfterEach
    void unregisterTheBean() {
        assignment.remove(List.of(ORDERS_0));
    }

    private static ObjectName name() throws JMException {
        return new ObjectName("kafkademo:type=consumer-partition,topic=orders,partition=0");
    }

    private static long read(String attribute) throws JMException {
        return (long) BEANS.getAttribute(name(), attribute);
    }

    private void refreshAfterASecond() {
        time.pass(Duration.ofSeconds(1));
        assignment.refreshIfDue();
    }

    @Test
    void theLagIsWhatIsStillToBeHandledHoweverMuchHasBeenPolled() throws JMException {
        consumer.updateEndOffsets(Map.of(ORDERS_0, 12L));
        consumer.addRecords(ORDERS_0, 0, 7);
        assignment.polled(consumer.poll(Duration.ZERO));
        assignment.firstHandled();
        assignment.firstHandled();
        refreshAfterASecond();
        assignment.committed(Map.of(ORDERS_0, new OffsetAndMetadata(1)));

        assertThat(read("Position")).isEqualTo(2);
        assertThat(read("EndOffset")).isEqualTo(12);
        assertThat(read("Lag")).isEqualTo(10);
        assertThat(read("CommittedOffset")).isEqualTo(1);

        while (assignment.hasRecords()) {
            assignment.firstHandled();
        }
        assertThat(read("Position")).isEqualTo(7);
        assertThat(read("Lag")).isEqualTo(5);
    }

    @Test
    void theBeanNamesTheGroup() throws JMException {
        assertThat(BEANS.getAttribute(name(), "Group"))
                .isEqualTo(consumer.groupMetadata().groupId());
    }

    @Test
    void whatIsUnknownIsMinusOne() throws JMException {
        assertThat(read("Position")).isEqualTo(-1);
        assertThat(read("EndOffset")).isEqualTo(-1);
        assertThat(read("Lag")).isEqualTo(-1);
        assertThat(read("CommittedOffset")).isEqualTo(-1);
        assertThat(assignment.uncommitted()).isEmpty();
    }

    @Test
    void anIdlePartitionHasAPositionToo() throws JMException {
        consumer.poll(Duration.ZERO);
        refreshAfterASecond();

        assertThat(read("Position")).isZero();
        assertThat(read("Lag")).isZero();
    }

    @Test
    void polledRecordsDoNotCountAsHandledBeforeTheyAre() throws JMException {
        consumer.addRecords(ORDERS_0, 3, 7);
        assignment.polled(consumer.poll(Duration.ZERO));
        refreshAfterASecond();

        assertThat(read("Position")).isEqualTo(3);
    }

    @Test
    void endsAreKnownFromFetchesThoughTheBrokerDoesNotAnswerInTime() throws JMException {
        consumer.updateEndOffsets(Map.of(ORDERS_0, 12L));
        consumer.addRecords(ORDERS_0, 0, 7);
        assignment.polled(consumer.poll(Duration.ZERO));
        consumer.setOffsetsException(new TimeoutException("behind a fetch"));
        refreshAfterASecond();

        assertThat(read("EndOffset")).isEqualTo(12);
        assertThat(read("Lag")).isEqualTo(12);
    }

    @Test
    void theBrokerIsAskedForTheEndsOfPausedPartitions() throws JMException {
        consumer.pause(List.of(ORDERS_0));
        consumer.updateEndOffsets(Map.of(ORDERS_0, 12L));
        consumer.forgetWhatWasFetched();
        refreshAfterASecond();

        assertThat(read("EndOffset")).isEqualTo(12);
    }

    @Test
    void offsetsAreLookedUpOnceASecond() throws JMException {
        time.pass(Duration.ofMillis(999));
        assignment.refreshIfDue();
        assertThat(read("EndOffset")).isEqualTo(-1);

        time.pass(Duration.ofMillis(1));
        assignment.refreshIfDue();
        assertThat(read("EndOffset")).isZero();
    }

    @Test
    void aPartitionThatIsNoLongerAssignedHasNoBean() throws JMException {
        assertThat(BEANS.isRegistered(name())).isTrue();
        assignment.remove(Set.of(ORDERS_0));
        assertThat(BEANS.isRegistered(name())).isFalse();
    }
}
