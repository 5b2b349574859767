package kafkademo.common.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * How to reach the broker, and the client properties that the user sets.
 *
 * @param brokers the bootstrap servers, {@code host:port[,host:port…]}
 * @param overrides client properties by name, for example {@code linger.ms}; they win over the service's own choice
 */
public record ClientSettings(String brokers, Map<String, String> overrides) {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^\\s\\[\\]:,/\"]+):(\\d{1,5})");

    /** Properties that have a variable of their own, which must not say something else. */
    private static final Map<String, String> OWN_VARIABLES = Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, SettingNames.KAFKA_BROKER,
            CommonClientConfigs.GROUP_ID_CONFIG, SettingNames.CONSUMER_GROUP);

    public ClientSettings {
        overrides = Map.copyOf(overrides);
    }

    /**
     * Reads {@code KAFKA_BROKER} and {@code KAFKA_CLIENT_*}.
     *
     * @param known the properties that the service's own client knows
     */
    public static ClientSettings from(Environment environment, ConfigDef known) {
        String brokers = environment.text(
                SettingNames.KAFKA_BROKER,
                "localhost:9092",
                ClientSettings::areAddresses,
                "host:port[,host:port…], ports from 1 to 65535");
        Map<String, String> overrides = new HashMap<>();
        environment.startingWith(SettingNames.KAFKA_CLIENT_PREFIX).forEach((variable, value) -> {
            String property = variable.substring(SettingNames.KAFKA_CLIENT_PREFIX.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.');
            checkProperty(environment, known, variable, property, value);
            overrides.put(property, value);
        });
        return new ClientSettings(brokers, overrides);
    }

    private static void checkProperty(
            Environment environment, ConfigDef known, String variable, String property, String value) {
        ConfigDef.ConfigKey key = known.configKeys().get(property);
        if (key == null) {
            environment.rejectName(variable, "this Kafka client has no property " + property);
            return;
        }
        String own = OWN_VARIABLES.get(property);
        if (own != null) {
            environment.reject(variable, value, "set " + own + " instead");
            return;
        }
        try {
            Object parsed = ConfigDef.parseType(property, value, key.type());
            if (key.validator != null) {
                key.validator.ensureValid(property, parsed);
            }
        } catch (ConfigException e) {
            // "Invalid value X for configuration Y: why": the line has X and Y already.
            String[] parts = e.getMessage().split(" for configuration " + Pattern.quote(property) + ": ");
            environment.reject(variable, value, parts[parts.length - 1]);
        }
    }

    private static boolean areAddresses(String value) {
        for (String address : value.split(",", -1)) {
            Matcher matcher = ADDRESS.matcher(address);
            if (!matcher.matches() || portOf(matcher) < 1 || portOf(matcher) > 65535) {
                return false;
            }
        }
        return true;
    }

    private static int portOf(Matcher matcher) {
        return Integer.parseInt(matcher.group(2));
    }

    /** A broker's host and port as its setting names them. */
    public record Address(String host, int port) {}

    /** The bootstrap servers one by one. */
    public List<Address> addresses() {
        List<Address> addresses = new ArrayList<>();
        for (String address : brokers.split(",")) {
            Matcher matcher = ADDRESS.matcher(address);
            if (!matcher.matches()) {
                throw new IllegalStateException("not checked when read: " + address);
            }
            addresses.add(new Address(matcher.group(1), portOf(matcher)));
        }
        return addresses;
    }

    /**
     * The properties for one Kafka client: the service's own choice, then the bootstrap servers and the user's overrides.
     *
     * @param known the properties that this client knows; an override that is another client's is left out
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
