package kafkademo.producer.send;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import kafkademo.common.runtime.StopSignal;
import kafkademo.producer.message.MessageSource.Message;
import kafkademo.producer.send.Delivery.Refusal;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends a message whenever one is due, until it is told to stop. A message that the client has no room for is kept, not dropped.
 * The rate may change at any time, and a new one begins a schedule of its own: nothing is made good that the old one, or a pause,
 * has left undone.
 */
public final class SendLoop {
    /** Waking up more often costs more than it smooths: at high rates what a millisecond makes due goes out together. */
    private static final long MIN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** However long the wait, the loop shows now and then that it is alive, and looks for another rate. */
    private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Producer<byte[], byte[]> producer;
    private final DueMessages due;
    private final Delivery.Reporting reporting;
    private final DoubleSupplier rate;
    private final Backpressure backpressure;
    private final LongSupplier nanoTime;
    private final StopSignal stop;
    private RateLimiter limiter;
    private volatile long turns;
    private volatile Refusal refusal;

    /** @param rate messages to send each second, asked again and again; 0 to pause */
    public SendLoop(
            Producer<byte[], byte[]> producer,
            DueMessages due,
            Delivery.Reporting reporting,
            DoubleSupplier rate,
            Backpressure backpressure,
            LongSupplier nanoTime,
            StopSignal stop) {
        this.producer = producer;
        this.due = due;
        this.reporting = reporting;
        this.rate = rate;
        this.limiter = new RateLimiter(rate.getAsDouble());
        this.backpressure = backpressure;
        this.nanoTime = nanoTime;
        this.stop = stop;
    }

    /** Runs until the stop is requested. */
    public void run() {
        while (!stop.isRequested()) {
            turns++;
            followRate();
            long now = nanoTime.getAsLong();
            int count = limiter.takeDue(now, DueMessages.MOST);
            if (count > 0) {
                sendAll(due.take(count));
            } else {
                stop.await(Math.min(MAX_WAIT_NANOS, Math.max(MIN_WAIT_NANOS, limiter.nanosUntilDue(now))));
            }
        }
    }

    private void followRate() {
        double perSecond = rate.getAsDouble();
        if (perSecond != limiter.perSecond()) {
            limiter = new RateLimiter(perSecond);
        }
    }

    /** Also after a stop: what is made hangs together, and some of it has been sent already. */
    private void sendAll(List<Message> messages) {
        long created = nanoTime.getAsLong();
        for (int i = 0; i < messages.size() && refusal == null; i++) {
            if (backpressure.await()) {
                created = nanoTime.getAsLong();
            }
            if (send(messages.get(i), created)) {
                created = nanoTime.getAsLong();
            }
        }
    }

    /**
     * Offers the message until the client takes it. One that is still refused when the service stops was never sent.
     *
     * @return whether it was refused at first
     */
    private boolean send(Message message, long created) {
        Delivery delivery = new Delivery(reporting, message, created);
        ProducerRecord<byte[], byte[]> record = message.record();
        boolean refused = false;
        while (true) {
            delivery.sending(record.headers());
            producer.send(record, delivery);
            refusal = delivery.sent();
            if (refusal == null || stop.isRequested()) {
                return refused;
            }
            refused = true;
            // The client has sealed the headers: an agent that adds one to each attempt needs others.
            record = new ProducerRecord<>(record.topic(), null, record.key(), record.value(), record.headers());
        }
    }

    /** Counts the loop's turns: a number that has not changed for a second means that the loop is held up. */
    public long turns() {
        return turns;
    }

    /** Why the client does not take the message that the loop is offering right now, or {@code null}. */
    public Refusal refusal() {
        return refusal;
    }
}
