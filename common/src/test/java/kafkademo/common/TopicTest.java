package kafkademo.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TopicTest {
    @Test
    void theFourTopicsHaveTheirContractNames() {
        assertThat(Topic.names()).containsExactly("orders", "payments", "inventory_updates", "user_activity");
    }

    @Test
    void aTopicIsFoundByItsNameAndNoOther() {
        for (Topic topic : Topic.values()) {
            assertThat(Topic.named(topic.topicName())).isSameAs(topic);
        }
        assertThatThrownBy(() -> Topic.named("ORDERS"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not one of [orders, payments, inventory_updates, user_activity]: ORDERS");
    }
}
