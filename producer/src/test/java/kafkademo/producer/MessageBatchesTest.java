package kafkademo.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import kafkademo.producer.MessageSource.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageBatchesTest {
    private static final int SIZE = MessageBatches.SIZE;

    private final List<Message> made = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> makers = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> begins = Collections.synchronizedList(new ArrayList<>());
    private final MessageBatches batches = new MessageBatches(this::begin, this::make);

    private void begin() {
        begins.add(made.size());
    }

    private Message make() {
        Message message = Messages.message();
        made.add(message);
        makers.add(Thread.currentThread());
        return message;
    }

    @AfterEach
    void close() {
        batches.close();
    }

    @Test
    void aFewAreMadeOnTheSpotAndByTheCaller() {
        List<Message> ready = batches.next(SIZE - 1);

        assertThat(ready).hasSize(SIZE - 1).isEqualTo(made);
        assertThat(makers).containsOnly(Thread.currentThread());
        assertThat(batches.isEmpty()).isTrue();
    }

    @Test
    void aFullBatchIsMadeByAnotherThreadAndComesWithTheNextCall() {
        assertThat(batches.next(SIZE)).isEmpty();
        assertThat(batches.isEmpty()).isFalse();

        List<Message> ready = batches.next(0);
        assertThat(ready).hasSize(SIZE).isEqualTo(made);
        assertThat(makers).hasSize(SIZE).doesNotContain(Thread.currentThread());
        assertThat(batches.isEmpty()).isTrue();
    }

    @Test
    void noMoreIsMadeThanIsDue() {
        batches.next(SIZE);
        batches.next(SIZE);
        batches.next(7);

        assertThat(made).hasSize(2 * SIZE + 7);
    }

    @Test
    void eachBatchBeginsOnceAndBeforeItsMessages() {
        batches.next(3);
        batches.next(SIZE);
        batches.next(SIZE);
        batches.next(7);

        assertThat(begins).containsExactly(0, 3, 3 + SIZE, 3 + 2 * SIZE);
    }

    @Test
    void whateverIsDueEachTimeTheOrderIsTheSources() {
        Random random = new Random(1);
        List<Message> all = new ArrayList<>();
        int due = 0;
        for (int turn = 0; turn < 500; turn++) {
            int now = random.nextBoolean() ? SIZE : random.nextInt(SIZE);
            due += now;
            all.addAll(batches.next(now));
        }
        all.addAll(batches.next(0));

        assertThat(all).hasSize(due);
        for (int i = 0; i < due; i++) {
            assertThat(all.get(i)).isSameAs(made.get(i));
        }
    }

    @Test
    void aFailureOfTheSourceReachesTheCaller() {
        try (MessageBatches failing = new MessageBatches(() -> {}, () -> {
            throw new IllegalArgumentException("no such event");
        })) {
            assertThatThrownBy(() -> failing.next(1)).hasMessage("no such event");
            failing.next(SIZE);
            assertThatThrownBy(() -> failing.next(0)).hasRootCauseMessage("no such event");
        }
    }

    @Test
    void anInterruptionLosesNothingAndIsNotForgotten() {
        batches.next(SIZE);
        Thread.currentThread().interrupt();

        assertThat(batches.next(0)).hasSize(SIZE);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closingEndsTheThread() throws InterruptedException {
        batches.next(SIZE);
        batches.next(0);
        batches.close();

        makers.get(0).join(10_000);
        assertThat(makers.get(0).isAlive()).isFalse();
    }
}
