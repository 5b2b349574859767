package kafkademo.common.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How to reach the broker, and the user's own client properties.
 *
 * @param brokers the bootstrap servers, {@code host:port[,host:port…]}
 * @param overrides client properties by name, for example {@code linger.ms}; they override the service's own choice
 */
public record ClientSettings(String brokers, Map<String, String> overrides) {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^\\s\\[\\]:,/\"]+):\\d{1,5}");

    /** Other programs, the broker's image for one, name the properties so. */
    private static final String KAFKA = "KAFKA_";

    private static final Setting<String> KAFKA_BROKER = Setting.text(
            SettingNames.KAFKA_BROKER, ClientSettings::areAddresses, "host:port[,host:port…], ports from 1 to 65535");

    /** Properties with a variable of their own, which must not contradict it. */
    private static final Map<String, String> OWN_VARIABLES = Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, SettingNames.KAFKA_BROKER,
            CommonClientConfigs.GROUP_ID_CONFIG, SettingNames.CONSUMER_GROUP);

    /** Properties without which the services would not do what they promise. */
    private static final Pattern FIXED = Pattern.compile("enable\\.auto\\.commit|transactional\\.id|.*serializer");

    public ClientSettings {
        overrides = Map.copyOf(overrides);
    }

    /**
     * Reads {@code KAFKA_BROKER} and {@code KAFKA_CLIENT_*}.
     *
     * @param known the properties of the service's own client
     */
    public static ClientSettings from(Environment environment, ConfigDef known) {
        String brokers = KAFKA_BROKER.read(environment, "localhost:9092");
        Map<String, String> overrides = new HashMap<>();
        for (String variable : environment.namesStartingWith(KAFKA)) {
            if (variable.startsWith(SettingNames.KAFKA_CLIENT_PREFIX)) {
                readProperty(environment, known, variable, overrides);
            } else if (isProperty(setting(variable, KAFKA, known), KAFKA, known)) {
                environment.suspect(variable, SettingNames.KAFKA_CLIENT_PREFIX + variable.substring(KAFKA.length()));
            }
        }
        return new ClientSettings(brokers, overrides);
    }

    private static String property(String setting, String prefix) {
        return setting.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static boolean isProperty(String setting, String prefix, ConfigDef known) {
        return known.configKeys().containsKey(property(setting, prefix));
    }

    /** The setting that a variable gives: {@code X_FILE} gives {@code X}, unless Kafka knows only a property {@code x.file}. */
    private static String setting(String variable, String prefix, ConfigDef known) {
        String setting = SettingFile.settingOf(variable);
        return setting.startsWith(prefix) && isProperty(setting, prefix, known) ? setting : variable;
    }

    private static void readProperty(
            Environment environment, ConfigDef known, String variable, Map<String, String> overrides) {
        String setting = setting(variable, SettingNames.KAFKA_CLIENT_PREFIX, known);
        String property = property(setting, SettingNames.KAFKA_CLIENT_PREFIX);
        if (known.configKeys().containsKey(property)) {
            environment.value(setting).ifPresent(value -> {
                checkProperty(environment, known, setting, property, value);
                overrides.put(property, value);
            });
        } else {
            environment.rejectName(variable, "this Kafka client has no property " + property);
        }
    }

    private static void checkProperty(
            Environment environment, ConfigDef known, String setting, String property, String value) {
        String own = OWN_VARIABLES.get(property);
        if (own != null) {
            environment.reject(setting, value, "set " + own + " instead");
        } else if (FIXED.matcher(property).matches()) {
            environment.reject(setting, value, "the service sets " + property + " itself");
        } else if (known.configKeys().get(property).type == ConfigDef.Type.PASSWORD) {
            environment.secret(setting, value); // any text is a valid password
        } else {
            // "Invalid value X for configuration Y: why", and the line shows X and Y already.
            String prefix = "(?s).* for configuration " + Pattern.quote(property) + ": ";
            known.validateAll(Map.of(property, value)).get(property).errorMessages().stream()
                    .findFirst()
                    .map(error -> error.replaceFirst(prefix, ""))
                    .ifPresent(why -> environment.reject(setting, value, environment.withoutSecret(setting, why)));
        }
    }

    private static boolean areAddresses(String value) {
        return Stream.of(value.split(",", -1)).allMatch(ClientSettings::isAddress);
    }

    private static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches() && Address.of(text).port >= 1 && Address.of(text).port <= 65535;
    }

    /** The host and port of a bootstrap server. */
    public record Address(String host, int port) {
        private static Address of(String text) {
            int colon = text.lastIndexOf(':');
            return new Address(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** The bootstrap servers, each once. */
    public List<Address> addresses() {
        return Stream.of(brokers.split(",")).map(Address::of).distinct().toList();
    }

    /** How the client talks to the servers, in capitals: {@code SASL_SSL} for example. */
    public String securityProtocol() {
        String protocol = overrides.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
        return protocol.toUpperCase(Locale.ROOT);
    }

    /**
     * The properties for a Kafka client: the service's own choice, overridden by the user's.
     *
     * @param known the properties of this client; overrides for other clients are left out
     */
    public Map<String, Object> properties(Map<String, ?> own, ConfigDef known) {
        Map<String, Object> properties = new HashMap<>(own);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        overrides.forEach((name, value) -> {
            if (known.configKeys().containsKey(name)) {
                properties.put(name, value);
            }
        });
        return properties;
    }
}
