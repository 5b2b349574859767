package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.runtime.StopSignal;
import kafkademo.producer.message.MessageSource.Message;
import kafkademo.producer.send.Delivery.Refusal;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendLoopTest {

    private final SimulatedTime time = new SimulatedTime();
    private final StopSignal stop = new StopSignal(time.latch());
    private final ProducerMetrics metrics = new ProducerMetrics(time::nanoTime);
    private final List<Message> made = new ArrayList<>();
    private final Delivery.Reporting reporting = new Delivery.Reporting(
            metrics,
            new Log(new RecordingLog().logger()),
            new LineBudget(() -> 0, () -> 0),
            new LineBudget(() -> 0, () -> 0));

    private final FailingProducer producer = new FailingProducer(true, time, stop);

    private SendLoop loop(FailingProducer producer, double rate) {
        return new SendLoop(
                producer,
                () -> {
                    made.add(Messages.message());
                    return made.get(made.size() - 1);
                },
                reporting,
                () -> rate,
                time::nanoTime,
                stop);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5,60,30",
        "5,60,300",
        "100,60,6000",
        "1000,10,10000",
        "10000,2,20000",
        "50000,1,50000",
        "256000,1,256000",
        "1000000,1,1000000"
    })
    void sendsTheAskedRateUntilTheStop(double rate, long seconds, long expected) {
        time.after(Duration.ofSeconds(seconds), stop::request);
        loop(producer, rate).run();

        // What becomes due within the last millisecond may still be to come.
        assertThat(metrics.acknowledged()).isBetween(expected - (long) (rate / 1_000), expected);
        assertThat(made).hasSize((int) metrics.acknowledged());
        assertThat(metrics.failed()).isZero();
        assertThat(metrics.inFlight()).isZero();
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void sendsMessagesInTheOrderInWhichTheyAreMade() {
        time.after(Duration.ofMillis(100), stop::request);
        loop(producer, 1_000_000).run();

        assertThat(producer.offered).hasSizeGreaterThan(10_000);
        for (int i = 0; i < producer.offered.size(); i++) {
            assertThat(producer.offered.get(i)).isSameAs(made.get(i).record());
        }
    }

    @Test
    void aRateOfZeroSendsNothingButTheLoopTurns() {
        time.after(Duration.ofSeconds(60), stop::request);
        SendLoop loop = loop(producer, 0);
        loop.run();

        assertThat(producer.offered).isEmpty();
        assertThat(loop.turns()).isBetween(120L, 121L);
    }

    @Test
    void aStopEndsALongWaitAtOnce() {
        time.after(Duration.ofMillis(1_234), stop::request);
        loop(producer, 0.001).run();

        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(1_234));
        assertThat(metrics.acknowledged()).isEqualTo(1);
    }

    @Test
    void makesNothingIfTheStopCameFirst() {
        stop.request();
        loop(producer, 100).run();

        assertThat(made).isEmpty();
    }

    @Test
    void offersARefusedMessageAgainUntilItIsTaken() {
        producer.failures.add(new BufferExhaustedException("full"));
        producer.failures.add(new BufferExhaustedException("full"));
        producer.failures.add(new TimeoutException("Topic user_activity not present in metadata after 500 ms."));
        time.after(Duration.ofMillis(1_600), stop::request);
        SendLoop loop = loop(producer, 0.1);
        loop.run();

        assertThat(made).hasSize(1);
        assertThat(producer.offered).hasSize(4).containsOnly(made.get(0).record());
        // The client seals the headers of a record that it was offered, and an agent adds one at each attempt.
        Set<Headers> headers = Collections.newSetFromMap(new IdentityHashMap<>());
        producer.offered.forEach(record -> headers.add(record.headers()));
        assertThat(headers).hasSize(4);
        assertThat(metrics.failed()).isZero();
        assertThat(metrics.acknowledged()).isEqualTo(1);
        assertThat(loop.refusal()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"true,BUFFER_FULL", "false,TOPIC_UNKNOWN"})
    void aStopDuringARefusalEndsTheLoopAndTheMessageWasNeverSent(boolean full, Refusal refusal) {
        for (int time = 0; time < 100; time++) {
            producer.failures.add(full ? new BufferExhaustedException("full") : new TimeoutException("unknown"));
        }
        time.after(Duration.ofMillis(1_500), stop::request);
        SendLoop loop = loop(producer, 100);
        loop.run();

        assertThat(producer.offered).hasSize(3);
        assertThat(loop.refusal()).isEqualTo(refusal);
        assertThat(metrics.failed()).isZero();
        assertThat(metrics.inFlight()).isZero();
        assertThat(metrics.acknowledged()).isZero();
    }

    @Test
    void countsOtherFailuresAndSendsTheNextMessage() {
        producer.failures.add(new RecordTooLargeException("too large"));
        time.after(Duration.ofSeconds(10), stop::request);
        loop(producer, 1).run();

        assertThat(made).hasSize(10);
        assertThat(producer.offered).doesNotHaveDuplicates().hasSize(10);
        assertThat(metrics.failed()).isEqualTo(1);
        assertThat(metrics.acknowledged()).isEqualTo(9);
        assertThat(metrics.inFlight()).isZero();
    }

    @Test
    void messagesWithoutAnAnswerAreInFlight() {
        FailingProducer slow = new FailingProducer(false, time, stop);
        time.after(Duration.ofSeconds(10), stop::request);
        loop(slow, 10).run();
        assertThat(metrics.acknowledged()).isZero();
        assertThat(metrics.inFlight()).isEqualTo(100);

        for (int message = 0; message < 60; message++) {
            slow.completeNext();
        }
        for (int message = 0; message < 30; message++) {
            slow.errorNext(new KafkaException("lost"));
        }
        assertThat(metrics.acknowledged()).isEqualTo(60);
        assertThat(metrics.failed()).isEqualTo(30);
        assertThat(metrics.inFlight()).isEqualTo(10);
    }

    @Test
    void keepsABoundedNumberInFlightAndGoesOnOnceSomeAreAcknowledged() {
        FailingProducer slow = new FailingProducer(false, time, stop);
        time.after(Duration.ofSeconds(10), () -> {
            assertThat(metrics.inFlight()).isEqualTo(SendLoop.MAX_IN_FLIGHT);
            for (int message = 0; message < 100; message++) {
                slow.completeNext();
            }
        });
        time.after(Duration.ofSeconds(20), stop::request);
        loop(slow, 1_000).run();

        assertThat(metrics.acknowledged()).isEqualTo(100);
        assertThat(metrics.inFlight()).isEqualTo(SendLoop.MAX_IN_FLIGHT);
        assertThat(made).hasSize(SendLoop.MAX_IN_FLIGHT + 100);
    }

    @Test
    void makesUpForAtMostASecondOfALongRefusal() {
        for (int time = 0; time < 120; time++) {
            producer.failures.add(new BufferExhaustedException("full"));
        }
        time.after(Duration.ofSeconds(70), stop::request);
        loop(producer, 100).run();

        assertThat(metrics.acknowledged()).isBetween(1_100L, 1_102L);
    }

    @Test
    void aClientThatThrowsEndsTheLoop() {
        producer.sendException = new KafkaException("fatal");

        assertThatThrownBy(() -> loop(producer, 100).run()).hasMessage("fatal");
        assertThat(metrics.inFlight()).isZero();
    }

    @Test
    void nothingIsMadeOrSentAfterTheStop() {
        producer.stopAfter = 700;
        loop(producer, 1_000_000).run();

        assertThat(made).hasSize(700);
        assertThat(producer.offered).hasSize(700);
    }

    @Test
    void aMessageIsNotMadeBeforeTheRefusalOfAnEarlierOneIsOver() {
        FailingProducer slow = new FailingProducer(false, time, stop);
        slow.refused = 2;
        time.after(Duration.ofMillis(502), stop::request);
        loop(slow, 10_000).run();
        assertThat(slow.offered).hasSizeGreaterThan(6);

        slow.completeNext();
        slow.completeNext();
        assertThat(metrics.oldestInFlightAgeMs()).isLessThan(20);
    }

    /** With {@code max.request.size} set too low, say. */
    @Test
    void countsEveryMessageWhenAllOfThemFail() {
        for (int message = 0; message < 50; message++) {
            producer.failures.add(new RecordTooLargeException("The message is " + message + " bytes"));
        }
        time.after(Duration.ofSeconds(50), stop::request);
        SendLoop loop = loop(producer, 1);
        loop.run();

        assertThat(metrics.failed()).isEqualTo(50);
        assertThat(metrics.acknowledged()).isZero();
        assertThat(metrics.inFlight()).isZero();
        assertThat(metrics.failuresByCause()).containsOnlyKeys("RecordTooLargeException");
        assertThat(metrics.failuresByCause().get("RecordTooLargeException").sum())
                .isEqualTo(50);
        assertThat(loop.refusal()).isNull();
    }
}
