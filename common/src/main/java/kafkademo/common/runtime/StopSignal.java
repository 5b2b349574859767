package kafkademo.common.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells a service to stop, and holds the JVM until it has. The JVM's shutdown hook gives the signal and then waits for
 * {@link #close}: a hook that returned at once would end the JVM before anything is flushed, and one that joined the main
 * thread would deadlock with a main that exits. The pattern is Agrona's {@code ShutdownSignalBarrier}, with a bound on the wait.
 */
public final class StopSignal implements AutoCloseable {
    private final CountDownLatch requested;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public StopSignal() {
        this(new CountDownLatch(1));
    }

    /** @param requested of count one; a test's latch may wait in simulated time */
    public StopSignal(CountDownLatch requested) {
        this.requested = requested;
    }

    /** A signal that SIGTERM and SIGINT give, and that keeps the JVM alive for at most {@code budget} until it is closed. */
    public static StopSignal onShutdown(Duration budget) {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.stopWithin(budget), "stop"));
        return signal;
    }

    /** What the shutdown hook does. */
    void stopWithin(Duration budget) {
        try {
            request();
        } finally {
            awaitClosed(budget);
        }
    }

    private void awaitClosed(Duration budget) {
        try {
            if (!closed.await(budget.toNanos(), TimeUnit.NANOSECONDS)) {
                System.err.println("not closed within " + budget.toSeconds() + " s: giving up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for the stop. Asking again does nothing. */
    public void request() {
        requested.countDown();
        listeners.forEach(Runnable::run);
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /**
     * Waits for the stop, at most {@code nanos} nanoseconds.
     *
     * @return whether the stop has been asked for
     */
    public boolean await(long nanos) {
        try {
            return requested.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request();
            return true;
        }
    }

    /** A listener's registration, for as long as there is something to stop. */
    @FunctionalInterface
    public interface Registration {
        void remove();
    }

    /**
     * Runs {@code listener} when the stop is asked for, from the asking thread; at once if it has been already.
     *
     * @param listener to be run any number of times with the effect of one
     */
    public Registration onRequest(Runnable listener) {
        listeners.add(listener);
        if (isRequested()) {
            listener.run();
        }
        return () -> listeners.remove(listener);
    }

    /** Lets the JVM go: everything is flushed, committed and closed. */
    @Override
    public void close() {
        closed.countDown();
    }
}
