package kafkademo.common.settings;

import java.util.function.Supplier;
import kafkademo.common.log.Causes;
import org.apache.kafka.common.KafkaException;

/** Client properties that are valid one by one but make no Kafka client, for example because a key store is missing. */
public final class WrongClientPropertiesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WrongClientPropertiesException(KafkaException cause) {
        super(message(Causes.inWords(cause)), cause);
    }

    private static String message(String reason) {
        return "no Kafka client can be made of the " + SettingNames.KAFKA_CLIENT_PREFIX + "* settings: " + reason;
    }

    /** Makes a Kafka client. Since that does not connect yet, a failure is due to the properties. */
    public static <C> C whenMaking(Supplier<C> client) {
        try {
            return client.get();
        } catch (KafkaException e) {
            throw new WrongClientPropertiesException(e);
        }
    }

    /** The message to print: unlike {@link #getMessage()}, it never quotes a secret of {@code environment}. */
    public String withoutSecrets(Environment environment) {
        return message(environment.withoutSecrets(Causes.inWords(getCause())));
    }
}
