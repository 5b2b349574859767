package kafkademo.producer;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kafkademo.producer.MessageSource.Message;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes messages whose content does not matter. */
final class Messages {
    static final Event EVENT = new UserActivity.SessionStarted(
            Id.of("e-1"), 1_000, new Visit(Id.of("shopper-1"), Id.of("session 1"), "mobile", "newsletter"));

    private Messages() {}

    static Message message() {
        return new Message(
                new ProducerRecord<>("user_activity", "{}".getBytes(StandardCharsets.UTF_8)), EVENT, Optional.empty());
    }
}
