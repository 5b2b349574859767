package kafkademo.producer.shop;

import static org.assertj.core.api.Assertions.assertThat;

import kafkademo.common.Topic;
import org.junit.jupiter.api.Test;

class EventTypeTest {
    @Test
    void namesAreWordsInSnakeCase() {
        assertThat(EventType.values())
                .extracting(EventType::eventTypeName)
                .allMatch(name -> name.matches("[a-z]+(_[a-z]+)+"))
                .contains("order_created");
    }

    @Test
    void everyTopicHasTypes() {
        assertThat(EventType.values()).extracting(EventType::topic).contains(Topic.values());
    }
}
