package kafkademo.producer.send;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kafkademo.common.runtime.StopSignal;
import kafkademo.producer.message.MessageSource.Message;
import kafkademo.producer.send.Delivery.Refusal;
import org.apache.kafka.clients.producer.Producer;

/**
 * Sends a message whenever one is due, until the stop is requested. A message that the client has no room for is offered again, not
 * dropped. The rate may change at any time. A new rate starts a new schedule: what was missed under the old one, or during a
 * pause, is not made up for.
 */
public final class SendLoop {
    /** Waking up more often costs more than it smooths: at high rates, what becomes due within a millisecond goes out together. */
    private static final long MIN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * The loop waits while this many messages are in flight. More are acknowledged no sooner: the objects that wait with them keep
     * the garbage collector busy, and a client whose buffer is full sends half-empty batches.
     */
    public static final int MAX_IN_FLIGHT = 6_000;

    /** Even during a long wait the loop turns now and then, to look for another rate and to show that it is alive. */
    private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Producer<byte[], byte[]> producer;
    private final Supplier<Message> source;
    private final Delivery.Reporting reporting;
    private final DoubleSupplier rate;
    private final LongSupplier nanoTime;
    private final StopSignal stop;
    private RateLimiter limiter;
    private long room;
    private volatile long turns;
    private volatile Refusal refusal;

    /**
     * @param source makes the next message; called only when one is due
     * @param rate messages to send each second, asked at every turn; 0 to pause
     */
    public SendLoop(
            Producer<byte[], byte[]> producer,
            Supplier<Message> source,
            Delivery.Reporting reporting,
            DoubleSupplier rate,
            LongSupplier nanoTime,
            StopSignal stop) {
        this.producer = producer;
        this.source = source;
        this.reporting = reporting;
        this.rate = rate;
        this.limiter = new RateLimiter(rate.getAsDouble());
        this.nanoTime = nanoTime;
        this.stop = stop;
    }

    /** Runs until the stop is requested. */
    public void run() {
        while (!stop.isRequested()) {
            turns++;
            followRate();
            long now = nanoTime.getAsLong();
            long wait = limiter.nanosUntilDue(now);
            if (wait == 0 && hasRoom()) {
                room--;
                limiter.take(now);
                send(source.get(), now);
            } else {
                stop.await(Math.min(MAX_WAIT_NANOS, Math.max(MIN_WAIT_NANOS, wait)));
            }
        }
    }

    /** Counting what is in flight takes a while, so it is not done for each message. */
    private boolean hasRoom() {
        if (room == 0) {
            room = Math.max(0, MAX_IN_FLIGHT - reporting.metrics().inFlight());
        }
        return room > 0;
    }

    private void followRate() {
        double perSecond = rate.getAsDouble();
        if (perSecond != limiter.perSecond()) {
            limiter = new RateLimiter(perSecond);
        }
    }

    /** Offers the message until the client takes it. If it is still refused when the service stops, it was never sent. */
    private void send(Message made, long created) {
        Message message = made;
        while (true) {
            Delivery delivery = new Delivery(reporting, message, created);
            producer.send(message.record(), delivery);
            refusal = delivery.sent();
            if (refusal == null || stop.isRequested()) {
                return;
            }
            message = message.again();
        }
    }

    /** The number of turns so far: if it has not changed for a second, the loop is held up. */
    public long turns() {
        return turns;
    }

    /** Why the client does not take the message that the loop is offering now, or {@code null}. */
    public Refusal refusal() {
        return refusal;
    }
}
