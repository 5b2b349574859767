package kafkademo.consumer.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kafkademo.common.Topic;
import kafkademo.common.metrics.LatencyHistogram;
import kafkademo.consumer.decode.DecodeErrorType;
import kafkademo.testing.SimulatedTime;
import org.junit.jupiter.api.Test;

class ConsumerMetricsTest {
    private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);

    @Test
    void everyRecordIsCountedOnceByTopicAndOutcome() {
        int count = 0;
        for (Topic topic : Topic.values()) {
            count++;
            for (int record = 0; record < count; record++) {
                metrics.topic(topic).processed(10, 5);
                metrics.topic(topic).decodeError(DecodeErrorType.SYNTAX, 1, 5);
                metrics.topic(topic).decodeError(DecodeErrorType.SYNTAX, 0, 5);
            }
            assertThat(metrics.topic(topic).processed()).isEqualTo(count);
            assertThat(metrics.topic(topic).decodeErrors()).isEqualTo(2 * count);
        }

        assertThat(metrics.processed()).isEqualTo(10);
        assertThat(metrics.decodeErrors()).isEqualTo(20);
        assertThat(metrics.handled()).isEqualTo(30);
        assertThat(metrics.bytes()).isEqualTo(110);
    }

    @Test
    void recordsOfBothKindsCountInTheMinuteInWhichTheyWerePolled() {
        SimulatedTime time = new SimulatedTime();
        ConsumerMetrics ofTime = new ConsumerMetrics(time::nanoTime);
        ofTime.topic(Topic.ORDERS).processed(10, 5);
        time.pass(Duration.ofSeconds(65));
        ofTime.polled(1, 0, false);
        ofTime.topic(Topic.ORDERS).processed(10, 7);
        ofTime.topic(Topic.ORDERS).decodeError(DecodeErrorType.SYNTAX, 10, 9);
        LatencyHistogram latency = ofTime.topic(Topic.ORDERS).latency();
        assertThat(Records.read(latency.lastMinute(), "Count")).isEqualTo(3);

        time.pass(Duration.ofSeconds(10));
        assertThat(Records.read(latency.lastMinute(), "Count")).isEqualTo(2);
        assertThat(Records.read(latency.lastMinute(), "MaxMs")).isEqualTo(9);
        assertThat(Records.read(latency.sinceStart(), "Count")).isEqualTo(3);
    }

    @Test
    void rebalancesFailedCommitsAndPartitionsAreCounted() {
        metrics.rebalanced();
        metrics.rebalanced();
        metrics.commitFailed();
        metrics.polled(7, 0, false);
        metrics.polled(4, 1, false);

        assertThat(metrics.rebalances()).isEqualTo(2);
        assertThat(metrics.failedCommits()).isEqualTo(1);
        assertThat(metrics.assignedPartitions()).isEqualTo(4);
        assertThat(metrics.blockedPartitions()).isEqualTo(1);
    }
}
