package kafkademo.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LeakTest {
    private long bytesPerMessage;
    private final Leak leak = new Leak(() -> bytesPerMessage);
    private final Iterator<String> messages = List.of("a", "b", "c", "d").iterator();
    private final Supplier<String> leaking = leak.with(messages::next);

    @Test
    void keepsMemoryWithEachMessageAndGivesItBackWhenItIsTurnedOff() {
        assertThat(leaking.get()).isEqualTo("a");
        assertThat(leak.kept).isEmpty();

        bytesPerMessage = 1_000;
        assertThat(leaking.get()).isEqualTo("b");
        assertThat(leaking.get()).isEqualTo("c");
        assertThat(leak.kept).hasSize(2).allMatch(block -> block.length == 1_000);

        bytesPerMessage = 0;
        assertThat(leaking.get()).isEqualTo("d");
        assertThat(leak.kept).isEmpty();
    }
}
