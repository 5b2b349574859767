package kafkademo.common.settings;

import java.util.function.Supplier;
import kafkademo.common.log.Causes;
import org.apache.kafka.common.KafkaException;

/** Client properties that are each allowed but of which no Kafka client can be made, for example a key store that isn't there. */
public final class WrongClientPropertiesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WrongClientPropertiesException(KafkaException cause) {
        super(
                "no Kafka client can be made of the " + SettingNames.KAFKA_CLIENT_PREFIX + "* settings: "
                        + Causes.inWords(cause),
                cause);
    }

    /** Makes a Kafka client, and puts a failure down to its properties: its constructor connects to nothing. */
    public static <C> C whenMaking(Supplier<C> client) {
        try {
            return client.get();
        } catch (KafkaException e) {
            throw new WrongClientPropertiesException(e);
        }
    }
}
