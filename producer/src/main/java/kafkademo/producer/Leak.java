package kafkademo.producer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Keeps memory with each message, as a program with a leak does, until there is none left. Not thread-safe. */
final class Leak {
    private final LongSupplier bytesPerMessage;
    final List<byte[]> kept = new ArrayList<>();

    /** @param bytesPerMessage how much to keep, which may change at any time; 0 gives all of it back */
    Leak(LongSupplier bytesPerMessage) {
        this.bytesPerMessage = bytesPerMessage;
    }

    /** Returns a source of the same messages that leaks with each of them. */
    <M> Supplier<M> with(Supplier<M> messages) {
        return () -> {
            int bytes = (int) bytesPerMessage.getAsLong();
            if (bytes > 0) {
                kept.add(new byte[bytes]);
            } else {
                kept.clear();
            }
            return messages.get();
        };
    }
}
