package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import kafkademo.common.Topic;
import kafkademo.testing.SimulatedTime;
import org.junit.jupiter.api.Test;

class ProducerMetricsTest {
    private final SimulatedTime time = new SimulatedTime();
    private final ProducerMetrics metrics = new ProducerMetrics(time::nanoTime);
    private final Outcomes orders = new Outcomes(metrics, Topic.ORDERS, time.nanoTime());

    @Test
    void countsByTopicAndInTotal() {
        int count = 0;
        for (Topic topic : Topic.values()) {
            count++;
            Outcomes outcomes = new Outcomes(metrics, topic, time.nanoTime());
            for (int message = 0; message < count; message++) {
                outcomes.accepted();
                if (message == 0) {
                    outcomes.acknowledgedMalformed(10);
                } else {
                    outcomes.acknowledged(10);
                }
            }
            assertThat(metrics.acknowledged(topic)).isEqualTo(count);
        }
        orders.accepted();
        orders.accepted();
        orders.failed("a");

        assertThat(metrics.acknowledged()).isEqualTo(10);
        assertThat(metrics.malformed()).isEqualTo(4);
        assertThat(metrics.bytes()).isEqualTo(100);
        assertThat(metrics.failed()).isEqualTo(1);
        assertThat(metrics.failuresByCause()).containsOnlyKeys("a");
        assertThat(metrics.inFlight()).isEqualTo(1);
    }

    /** One thread sends, another acknowledges, and either may report a failure. */
    @Test
    void losesNoCountWhenThreadsCountAtTheSameTime() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        threads.execute(() -> {
            for (int message = 0; message < 40_000; message++) {
                orders.accepted();
                if (message % 8 == 0) {
                    orders.failed("cause 0");
                }
            }
        });
        threads.execute(() -> {
            for (int message = 0; message < 30_000; message++) {
                if (message % 3 == 0) {
                    orders.acknowledgedMalformed(1);
                } else {
                    orders.acknowledged(1);
                }
                if (message % 6 == 0) {
                    orders.failed("cause " + message % 4);
                }
            }
        });
        threads.shutdown();

        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(metrics.acknowledged()).isEqualTo(30_000);
        assertThat(metrics.malformed()).isEqualTo(10_000);
        assertThat(metrics.failed()).isEqualTo(10_000);
        assertThat(metrics.failuresByCause().get("cause 0").sum()).isEqualTo(7_500);
        assertThat(metrics.failuresByCause().get("cause 2").sum()).isEqualTo(2_500);
        assertThat(metrics.inFlight()).isZero();
        assertThat(metrics.oldestInFlightAgeMs()).isZero();
    }

    @Test
    void aTopicsRateCoversTheTimeSinceItWasLastTaken() throws JMException {
        for (int message = 0; message < 50; message++) {
            orders.acknowledged(1);
        }
        time.pass(Duration.ofSeconds(10));
        metrics.takeRates();
        assertThat(metrics.topic(Topic.ORDERS).bean().getAttribute("AchievedPerSecond"))
                .isEqualTo(5.0);

        orders.acknowledged(1);
        time.pass(Duration.ofSeconds(2));
        metrics.takeRates();
        assertThat(metrics.topic(Topic.ORDERS).bean().getAttribute("AchievedPerSecond"))
                .isEqualTo(0.5);
    }

    @Test
    void theOldestMessageOfAnyTopicTellsTheAge() {
        orders.accepted();
        time.pass(Duration.ofSeconds(3));
        new Outcomes(metrics, Topic.PAYMENTS, time.nanoTime()).accepted();
        time.pass(Duration.ofSeconds(1));
        assertThat(metrics.oldestInFlightAgeMs()).isEqualTo(4_000);

        orders.acknowledged(1);
        assertThat(metrics.oldestInFlightAgeMs()).isEqualTo(1_000);
    }
}
