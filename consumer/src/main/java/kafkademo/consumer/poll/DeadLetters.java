package kafkademo.consumer.poll;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import kafkademo.common.HeaderNames;
import kafkademo.common.Topic;
import kafkademo.common.log.Causes;
import kafkademo.consumer.decode.Decoded;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/**
 * Sends records that do not decode to the dead-letter topics: key, value and headers as they are, with further headers that say
 * why, from where and when. Not thread-safe.
 */
public final class DeadLetters {
    /** Even if each record of a poll takes that long, the next poll is in time for the group. */
    private static final long PATIENCE_MILLIS = 500;

    /** A letter that the client is still to deliver, or has delivered too late to wait for it. */
    private record Sent(long offset, Future<RecordMetadata> acknowledgement) {}

    private final Supplier<Producer<byte[], byte[]>> connection;
    private final Function<String, String> ensureTopic;
    private final InstantSource clock;
    private final Set<String> topics = new HashSet<>();
    private final Map<TopicPartition, Sent> underWay = new HashMap<>();
    private Producer<byte[], byte[]> producer;

    /**
     * @param connection makes a client that retries until the broker acknowledges; called when the first one is needed
     * @param ensureTopic creates a topic unless it exists, and returns what is in the way, or {@code null} if nothing is
     */
    public DeadLetters(
            Supplier<Producer<byte[], byte[]>> connection, Function<String, String> ensureTopic, InstantSource clock) {
        this.connection = connection;
        this.ensureTopic = ensureTopic;
        this.clock = clock;
    }

    /**
     * Sends a record, unless an earlier call has, and waits a little for the broker's acknowledgement.
     *
     * @return why it is not acknowledged, in words, or {@code null} if it is
     */
    String send(ConsumerRecord<byte[], byte[]> record, Decoded.Error error) {
        TopicPartition origin = new TopicPartition(record.topic(), record.partition());
        String topic = record.topic() + Topic.DEAD_LETTER_SUFFIX;
        try {
            Sent sent = underWay.remove(origin);
            if (sent == null || sent.offset != record.offset()) {
                String obstacle = topics.contains(topic) ? null : ensureTopic.apply(topic);
                if (obstacle != null) {
                    return obstacle;
                }
                topics.add(topic);
                producer = producer == null ? connection.get() : producer;
                sent = new Sent(record.offset(), producer.send(letter(topic, record, error)));
            }
            underWay.put(origin, sent);
            sent.acknowledgement.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            underWay.remove(origin);
            return null;
        } catch (TimeoutException e) {
            return "no acknowledgement in time";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (ExecutionException | KafkaException | IllegalStateException | OutOfMemoryError e) {
            // Among others, the topic has been deleted, the service stops, or the letter does not fit into memory.
            underWay.remove(origin);
            topics.remove(topic);
            return Causes.inWords(e);
        }
    }

    private ProducerRecord<byte[], byte[]> letter(
            String topic, ConsumerRecord<byte[], byte[]> record, Decoded.Error error) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
        add(letter.headers(), HeaderNames.DEAD_LETTER_REASON, error.reason());
        add(letter.headers(), HeaderNames.DEAD_LETTER_ERROR_TYPE, error.type().label());
        add(letter.headers(), HeaderNames.DEAD_LETTER_TOPIC, record.topic());
        add(letter.headers(), HeaderNames.DEAD_LETTER_PARTITION, record.partition());
        add(letter.headers(), HeaderNames.DEAD_LETTER_OFFSET, record.offset());
        add(letter.headers(), HeaderNames.DEAD_LETTER_AT, clock.instant());
        return letter;
    }

    private static void add(Headers headers, String name, Object value) {
        headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
    }
}
