package kafkademo.producer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.InvalidSettingsException;
import kafkademo.common.settings.ServiceSettings;
import kafkademo.common.settings.SettingNames;
import kafkademo.consumer.ConsumerSettings;
import kafkademo.fuzz.Allocation;
import kafkademo.fuzz.Corpus;
import kafkademo.testing.Printable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts both services in any environment. An input is one as Linux keeps it: variables with the byte 00 between them. */
class SettingsFuzzTest {
    /**
     * What reading the settings of one service may allocate, for each variable and for each byte. It happens once, so nobody has
     * made it cheap: a name is compared with many others, and Kafka's client checks each property against all.
     */
    private static final int SMALL = 500_000;

    private static final int PER_VARIABLE = 500_000;

    private static final int PER_BYTE = 3_000;

    private static final Set<String> COMMON = Set.of(
            SettingNames.KAFKA_BROKER,
            SettingNames.LOG_LINES_PER_SECOND,
            SettingNames.LOG_LEVEL,
            SettingNames.LOG_FORMAT,
            SettingNames.JMX_PORT,
            SettingNames.PAUSED);
    private static final Set<String> PRODUCER = Set.of(
            SettingNames.MESSAGES_PER_SECOND,
            SettingNames.ERROR_RATE,
            SettingNames.FAULT_WEIGHTS,
            SettingNames.TOPIC_WEIGHTS,
            SettingNames.SEED);
    private static final Set<String> CONSUMER =
            Set.of(SettingNames.CONSUMER_GROUP, SettingNames.PROCESSING_DELAY_MS, SettingNames.ON_DECODE_ERROR);

    /** What becomes of an environment: settings, or problems; and the variables that look like settings. */
    private record Outcome(ServiceSettings settings, List<String> problems, Map<String, String> suspects) {}

    static Stream<Named<byte[]>> corpus() {
        return Corpus.named("environments.txt");
    }

    @MethodSource("corpus")
    @FuzzTest
    void anyEnvironmentGivesSettingsOrRefusals(byte[] input) {
        Map<String, String> variables = variables(input);
        checkAll(input.length, variables, ProducerSettings::from, ProducerConfig.configDef(), PRODUCER);
        checkAll(input.length, variables, ConsumerSettings::from, ConsumerConfig.configDef(), CONSUMER);
    }

    private static Map<String, String> variables(byte[] input) {
        Map<String, String> variables = new HashMap<>();
        for (String variable : new String(input, StandardCharsets.UTF_8).split("\0")) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                variables.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return variables;
    }

    private static void checkAll(
            int length,
            Map<String, String> variables,
            Function<Environment, ServiceSettings> reader,
            ConfigDef known,
            Set<String> own) {
        long limit = SMALL + (long) PER_VARIABLE * variables.size() + (long) PER_BYTE * length;
        Outcome outcome = Allocation.within(limit, () -> read(variables, reader));
        if (outcome.problems().isEmpty()) {
            checkUse(outcome.settings().common().client(), known, outcome);
        }
        for (String problem : outcome.problems()) {
            check(!problem.isBlank() && Printable.isLine(problem), "a problem is not a line", outcome);
        }

        Map<String, String> otherwise = new HashMap<>(variables);
        otherwise.replaceAll((name, value) -> isSetting(name, known, own) ? value : "another value");
        check(read(otherwise, reader).equals(outcome), "the value of an unknown variable matters", outcome);

        otherwise.replaceAll((name, value) -> isSecret(name, known) ? "another value" : value);
        check(read(otherwise, reader).problems().equals(outcome.problems()), "a secret is shown", outcome);
    }

    private static Outcome read(Map<String, String> variables, Function<Environment, ServiceSettings> reader) {
        Environment environment = new Environment(variables);
        try {
            ServiceSettings settings = reader.apply(environment);
            environment.rejectIfAnyIsWrong();
            return new Outcome(settings, List.of(), environment.suspects());
        } catch (InvalidSettingsException e) {
            return new Outcome(null, new ArrayList<>(e.problems()), environment.suspects());
        }
    }

    private static boolean isSetting(String variable, ConfigDef known, Set<String> own) {
        String name = variable.replaceFirst("_FILE\\z", "");
        return key(variable, known) != null || COMMON.contains(name) || own.contains(name) || key(name, known) != null;
    }

    private static boolean isSecret(String name, ConfigDef known) {
        ConfigDef.ConfigKey key = key(name, known);
        return key != null && key.type == ConfigDef.Type.PASSWORD;
    }

    private static ConfigDef.ConfigKey key(String name, ConfigDef known) {
        String prefix = SettingNames.KAFKA_CLIENT_PREFIX;
        String property = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        return known.configKeys().get(property.toLowerCase(Locale.ROOT).replace('_', '.'));
    }

    /** What is accepted can be used. */
    private static void checkUse(ClientSettings client, ConfigDef known, Outcome outcome) {
        check(!client.addresses().isEmpty() && !client.securityProtocol().isEmpty(), "no way to the broker", outcome);
        known.parse(new HashMap<>(client.properties(
                Map.of(
                        "key.serializer", String.class,
                        "value.serializer", String.class,
                        "key.deserializer", String.class,
                        "value.deserializer", String.class),
                known)));
    }

    private static void check(boolean isRight, String what, Outcome outcome) {
        if (!isRight) {
            throw new AssertionError(what + ": " + outcome);
        }
    }
}
