package kafkademo.consumer.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import kafkademo.common.Topic;
import kafkademo.consumer.decode.DecodeErrorType;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final MetricName HEARTBEATS =
            new MetricName("heartbeat-total", "consumer-coordinator-metrics", "", Map.of());

    private final Map<MetricName, Metric> clientMetrics = new HashMap<>();
    private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);
    private double heartbeats;
    private long turns;
    private final Progress progress = new Progress(() -> clientMetrics, metrics, () -> turns);

    private void addHeartbeatMetric() {
        clientMetrics.put(HEARTBEATS, new Metric() {
            @Override
            public MetricName metricName() {
                return HEARTBEATS;
            }

            @Override
            public Object metricValue() {
                return heartbeats;
            }
        });
    }

    @Test
    void aHandledRecordIsProgress() {
        assertThat(progress.sinceLastLook()).isFalse();
        metrics.processed(Topic.ORDERS, 1, 5);
        assertThat(progress.sinceLastLook()).isTrue();
        metrics.decodeError(Topic.ORDERS, DecodeErrorType.SYNTAX, 1, 5);
        assertThat(progress.sinceLastLook()).isTrue();
        assertThat(progress.sinceLastLook()).isFalse();
    }

    @Test
    void anAnsweredHeartbeatIsProgressWhileTheLoopTurns() {
        addHeartbeatMetric();
        assertThat(progress.sinceLastLook()).isFalse();
        heartbeats = 1;
        turns = 1;
        assertThat(progress.sinceLastLook()).isTrue();
        heartbeats = 2;
        assertThat(progress.sinceLastLook()).isFalse();
        heartbeats = 3;
        turns = 2;
        assertThat(progress.sinceLastLook()).isTrue();
    }

    @Test
    void aTurningLoopWithoutAnAnswerIsNoProgress() {
        addHeartbeatMetric();
        for (int second = 1; second <= 12; second++) {
            turns++;
            assertThat(progress.sinceLastLook()).isFalse();
            assertThat(progress.secondsWithout()).isEqualTo(second);
        }
        heartbeats = 1;
        assertThat(progress.sinceLastLook()).isTrue();
        assertThat(progress.secondsWithout()).isZero();
    }

    @Test
    void aHeartbeatMetricThatAppearsLaterIsFound() {
        turns = 1;
        assertThat(progress.sinceLastLook()).isFalse();
        addHeartbeatMetric();
        heartbeats = 1;
        assertThat(progress.sinceLastLook()).isTrue();
    }
}
