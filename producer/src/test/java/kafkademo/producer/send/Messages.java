package kafkademo.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import kafkademo.common.HeaderNames;
import kafkademo.common.Topic;
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
        byte[] value = "{}".getBytes(UTF_8);
        return message(new ProducerRecord<>(type.topic().topicName(), key.getBytes(UTF_8), value), Optional.empty());
    }

    static Message message(ProducerRecord<byte[], byte[]> record, Optional<FaultKind> fault) {
        record.headers().add(HeaderNames.EVENT_TYPE, "session_started".getBytes(UTF_8));
        record.headers().add(HeaderNames.EVENT_ID, "e-1".getBytes(UTF_8));
        return new Message(record, Topic.named(record.topic()), fault);
    }
}
