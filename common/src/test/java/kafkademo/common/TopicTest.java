package kafkademo.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicTest {
    @Test
    void theFourTopicsHaveTheirContractNames() {
        assertThat(Topic.names()).containsExactly("orders", "payments", "inventory_updates", "user_activity");
    }
}
