package kafkademo.producer.message;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;

/**
 * A header as it is. The client's own remembers both of its forms, encoded and decoded, and says so to all threads; of this one
 * a record may share the object with any other.
 *
 * @param key its name
 * @param value nobody may modify it
 */
public record PlainHeader(String key, byte[] value) implements Header {
    public static PlainHeader of(String key, String value) {
        return new PlainHeader(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
