package kafkademo.producer.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;
import kafkademo.common.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTypeTest {
    @ParameterizedTest
    @EnumSource
    void theHeaderCarriesTheName(EventType type) {
        assertThat(type.eventTypeName()).matches("[a-z]+(_[a-z]+)+");
        assertThat(type.header().key()).isEqualTo("event_type");
        assertThat(type.header().value()).asString().isEqualTo(type.eventTypeName());
    }

    @Test
    void everyTopicHasTypes() {
        assertThat(Arrays.stream(EventType.values()).map(EventType::topic).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Topic.class));
        assertThat(EventType.ORDER_CREATED.eventTypeName()).isEqualTo("order_created");
    }
}
