package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kafkademo.common.Topic;
import kafkademo.producer.fault.FaultKind;
import org.junit.jupiter.api.Test;

class ProducerMetricsTest {
    private final ProducerMetrics metrics = new ProducerMetrics(System::nanoTime);
    private final InFlight.Slot slot = metrics.inFlight(Topic.ORDERS).slot(System.nanoTime());

    private void accepted() {
        slot.entered();
    }

    private void acknowledged(Topic topic, boolean malformed, int bytes) {
        metrics.acknowledged(
                topic, malformed ? Optional.of(FaultKind.TRUNCATED) : Optional.empty(), bytes, System.nanoTime());
        slot.acknowledged();
    }

    private void failed(String cause) {
        metrics.failed(Topic.ORDERS, cause);
        slot.failed();
    }

    @Test
    void everythingIsCountedByTopicAndInAll() {
        int count = 0;
        for (Topic topic : Topic.values()) {
            count++;
            for (int message = 0; message < count; message++) {
                accepted();
                acknowledged(topic, message == 0, 10);
            }
            assertThat(metrics.acknowledged(topic)).isEqualTo(count);
        }
        accepted();
        accepted();
        failed("a");

        assertThat(metrics.acknowledged()).isEqualTo(10);
        assertThat(metrics.malformed()).isEqualTo(4);
        assertThat(metrics.bytes()).isEqualTo(100);
        assertThat(metrics.failed()).isEqualTo(1);
        assertThat(metrics.failuresByCause()).containsOnlyKeys("a");
        assertThat(metrics.inFlight()).isEqualTo(1);
    }

    /** One thread sends, another acknowledges, and either may tell of a failure. */
    @Test
    void threadsLoseNothing() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        threads.execute(() -> {
            for (int message = 0; message < 40_000; message++) {
                accepted();
                if (message % 8 == 0) {
                    failed("cause 0");
                }
            }
        });
        threads.execute(() -> {
            for (int message = 0; message < 30_000; message++) {
                acknowledged(Topic.ORDERS, message % 3 == 0, 1);
                if (message % 6 == 0) {
                    failed("cause " + message % 4);
                }
            }
        });
        threads.shutdown();

        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(metrics.acknowledged()).isEqualTo(30_000);
        assertThat(metrics.malformed()).isEqualTo(10_000);
        assertThat(metrics.failed()).isEqualTo(10_000);
        assertThat(metrics.failuresByCause().get("cause 0").sum()).isEqualTo(7_500);
        assertThat(metrics.failuresByCause().get("cause 2").sum()).isEqualTo(2_500);
        assertThat(metrics.inFlight()).isZero();
    }

    @Test
    void aTopicsRateIsThatSinceTheLastTime() {
        SimulatedTime time = new SimulatedTime();
        TopicMetrics topic = new TopicMetrics(time::nanoTime);
        for (int message = 0; message < 50; message++) {
            topic.acknowledged(Optional.empty(), 1, 0, time.nanoTime());
        }
        time.pass(Duration.ofSeconds(10));
        topic.takeRate(time.nanoTime());
        assertThat(topic.getAchievedPerSecond()).isEqualTo(5);

        topic.acknowledged(Optional.empty(), 1, 0, time.nanoTime());
        time.pass(Duration.ofSeconds(2));
        topic.takeRate(time.nanoTime());
        assertThat(topic.getAchievedPerSecond()).isEqualTo(0.5);
    }
}
