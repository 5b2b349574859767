package kafkademo.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopSignalTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final StopSignal stop = new StopSignal();

    private static String onStandardError(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8).strip();
    }

    private static boolean joined(Thread thread, long millis) throws InterruptedException {
        thread.join(millis);
        return !thread.isAlive();
    }

    @Test
    void isNotRequestedUntilAsked() {
        assertThat(stop.isRequested()).isFalse();
        assertThat(stop.await(1)).isFalse();
        assertThat(stop.await(-1)).isFalse();

        stop.request();

        assertThat(stop.isRequested()).isTrue();
        assertThat(stop.await(LONG.toNanos())).isTrue();
        assertThat(stop.await(0)).isTrue();
    }

    @Test
    void aRequestEndsAWaitThatIsUnderWay() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            waiting.countDown();
            stop.await(LONG.toNanos());
        });
        waiter.start();
        waiting.await();
        stop.request();

        assertThat(joined(waiter, 10_000)).isTrue();
    }

    @Test
    void anInterruptIsARequestAndIsKept() {
        Thread.currentThread().interrupt();

        assertThat(stop.await(LONG.toNanos())).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stop.isRequested()).isTrue();
    }

    @Test
    void listenersRunAtTheRequestUntilTheyAreRemoved() {
        AtomicInteger kept = new AtomicInteger();
        AtomicInteger removed = new AtomicInteger();
        stop.onRequest(kept::incrementAndGet);
        stop.onRequest(removed::incrementAndGet).remove();

        stop.request();

        assertThat(kept).hasValue(1);
        assertThat(removed).hasValue(0);
    }

    @Test
    void aLateListenerRunsAtOnce() {
        stop.request();
        AtomicInteger runs = new AtomicInteger();

        stop.onRequest(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void theHookRequestsAndWaitsUntilEverythingIsClosed() throws InterruptedException {
        CountDownLatch requested = new CountDownLatch(1);
        stop.onRequest(requested::countDown);
        Thread hook = new Thread(() -> stop.stopWithin(LONG));
        hook.start();
        requested.await();

        assertThat(joined(hook, 20)).isFalse();
        stop.close();
        assertThat(joined(hook, 10_000)).isTrue();
    }

    @Test
    void theHookGivesUpWhenItsBudgetIsSpent() {
        assertThat(onStandardError(() -> stop.stopWithin(Duration.ofMillis(1))))
                .isEqualTo("not closed within 0 s: giving up");
        assertThat(stop.isRequested()).isTrue();
    }

    @Test
    void theHookWaitsEvenIfAListenerFails() throws InterruptedException {
        CountDownLatch requested = new CountDownLatch(1);
        stop.onRequest(() -> {
            requested.countDown();
            throw new IllegalStateException("listener");
        });
        Thread hook = new Thread(() -> stop.stopWithin(LONG));
        hook.setUncaughtExceptionHandler((thread, thrown) -> {});
        hook.start();
        requested.await();

        assertThat(joined(hook, 20)).isFalse();
        stop.close();
        assertThat(joined(hook, 10_000)).isTrue();
    }

    @Test
    void theHookDoesNotWaitForWhatIsClosedAlready() {
        stop.close();
        long started = System.nanoTime();

        assertThat(onStandardError(() -> stop.stopWithin(LONG))).isEmpty();
        assertThat(System.nanoTime() - started).isLessThan(TimeUnit.SECONDS.toNanos(10));
    }
}
