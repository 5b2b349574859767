package kafkademo.producer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import kafkademo.producer.MessageSource.Message;

/**
 * Makes the messages that are due. A few are made on the spot. When there are enough to fill a batch, the sender is behind its
 * schedule, and the batch is made on a thread of its own while the one before is being sent: making a message takes half as
 * long as sending it.
 *
 * <p>No message is made before it is due, so that a changed setting still acts at once. The order is the source's, and the
 * source is used by one thread at a time. For the sending thread alone.
 */
final class MessageBatches implements AutoCloseable {
    /** Large enough that handing a batch over costs next to nothing for each message, and still only a millisecond's worth. */
    static final int SIZE = 512;

    private final Runnable beforeBatch;
    private final Supplier<Message> source;

    /** Its thread comes with the first batch: at the rates of a demo never. */
    private final ExecutorService maker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "message-maker");
        thread.setDaemon(true);
        return thread;
    });

    private CompletableFuture<List<Message>> beingMade;

    /** @param beforeBatch called each time before messages are made together, by whoever makes them */
    MessageBatches(Runnable beforeBatch, Supplier<Message> source) {
        this.beforeBatch = beforeBatch;
        this.source = source;
    }

    /** Whether there is nothing left over from the call before. */
    boolean isEmpty() {
        return beingMade == null;
    }

    /**
     * The next messages to send. They end with those that are due now, unless these fill a batch: then they come with the next
     * call.
     *
     * @param due messages that are due now, 0 to {@link #SIZE}
     */
    List<Message> next(int due) {
        List<Message> ready = isEmpty() ? new ArrayList<>(due) : beingMade.join();
        beingMade = null;
        if (due == SIZE) {
            beingMade = CompletableFuture.supplyAsync(() -> make(SIZE, new ArrayList<>(SIZE)), maker);
            return ready;
        }
        return make(due, ready);
    }

    private List<Message> make(int count, List<Message> into) {
        beforeBatch.run();
        for (int i = 0; i < count; i++) {
            into.add(source.get());
        }
        return into;
    }

    /** Ends the thread. What it still makes is dropped. */
    @Override
    public void close() {
        maker.shutdown();
    }
}
