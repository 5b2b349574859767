package kafkademo.producer.send;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kafkademo.producer.fault.FaultKind;
import kafkademo.producer.message.MessageSource.Message;
import kafkademo.producer.shop.EventType;
import kafkademo.producer.shop.Id;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes messages whose content does not matter. */
final class Messages {
    private Messages() {}

    static Message message() {
        return message(EventType.SESSION_STARTED, Id.of("session 1"));
    }

    static Message message(EventType type, Id key) {
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
        return new Message(
                new ProducerRecord<>(type.topic().topicName(), key.ascii(), value),
                type,
                key,
                Id.of("e-1"),
                Optional.empty());
    }

    static Message message(ProducerRecord<byte[], byte[]> record, Optional<FaultKind> fault) {
        return new Message(record, EventType.SESSION_STARTED, Id.of("session 1"), Id.of("e-1"), fault);
    }
}
