package kafkademo.producer.send;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kafkademo.producer.fault.FaultKind;
import kafkademo.producer.message.MessageSource.Message;
import kafkademo.producer.shop.EventType;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes messages whose content does not matter. */
final class Messages {
    private Messages() {}

    static Message message() {
        return message(EventType.SESSION_STARTED, "session 1");
    }

    static Message message(EventType type, String key) {
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
        return new Message(
                new ProducerRecord<>(type.topic().topicName(), key.getBytes(StandardCharsets.UTF_8), value),
                type,
                key,
                "e-1",
                Optional.empty());
    }

    static Message message(ProducerRecord<byte[], byte[]> record, Optional<FaultKind> fault) {
        return new Message(record, EventType.SESSION_STARTED, "session 1", "e-1", fault);
    }
}
