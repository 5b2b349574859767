package kafkademo.consumer.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/** Events for tests. */
public final class Events {
    /** A document whose content is as agreed. */
    public static final String EXPECTED =
            "{\"event_id\":\"e\",\"event_type\":\"stock_replenished\",\"occurred_at\":\"o\","
                    + "\"product_id\":\"p\",\"change\":1,\"level\":5}";

    private Events() {}

    /** Says what an event must be, whatever its content. */
    static Consumer<Decoded> event(String eventId, String eventType) {
        return decoded -> assertThat(decoded).isInstanceOfSatisfying(Decoded.Event.class, event -> {
            assertThat(event.eventId()).isEqualTo(eventId);
            assertThat(event.eventType()).isEqualTo(eventType);
        });
    }
}
