package kafkademo.common.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {
    @ParameterizedTest
    @CsvSource({
        "MESSAGE_PER_SECOND,MESSAGES_PER_SECOND",
        "MESSAGES_PER_SECONDS,MESSAGES_PER_SECOND",
        "MESSAGES_PER_SEC,MESSAGES_PER_SECOND",
        "MESSAGESPERSECOND,MESSAGES_PER_SECOND",
        "messages_per_second,MESSAGES_PER_SECOND",
        "ERRORRATE,ERROR_RATE",
        "ERROR-RATE,ERROR_RATE",
        "ERROR_RATES,ERROR_RATE",
        "Error_Rate,ERROR_RATE",
        "EROR_RATE,ERROR_RATE",
        "ERORR_RATE,ERROR_RATE",
        "LOG_LEVLE,LOG_LEVEL",
        "KAFKA_BROKERS,KAFKA_BROKER",
        "KAFKABROKER,KAFKA_BROKER",
        "KAFAK_BROKER,KAFKA_BROKER",
        "CONSUMERGROUP,CONSUMER_GROUP",
        "CONSUMER_GROUPS,CONSUMER_GROUP",
        "PROCESSING_DELAY,PROCESSING_DELAY_MS",
        "PROCESING_DELAY_MS,PROCESSING_DELAY_MS",
        "LOG_LINES_PER_SEC,LOG_LINES_PER_SECOND",
        "LOG_LINE_PER_SECOND,LOG_LINES_PER_SECOND",
        "LOGLEVEL,LOG_LEVEL",
        "LOG_LEVE,LOG_LEVEL",
        "log.level,LOG_LEVEL",
        "JMXPORT,JMX_PORT",
        "seed,SEED",
        "paused,PAUSED",
        "kafka_client_linger_ms,KAFKA_CLIENT_LINGER_MS",
        "EROR_RATE_FILE,ERROR_RATE_FILE",
        "seed_file,SEED_FILE"
    })
    void recognisesAMisspeltSetting(String name, String meant) {
        assertThat(SettingNames.meantBy(name)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "BOOTSTRAP_SERVERS,KAFKA_BROKER",
        "BOOTSTRAP_SERVER,KAFKA_BROKER",
        "bootstrap.servers,KAFKA_BROKER",
        "KAFKA_BOOTSTRAP_SERVERS,KAFKA_BROKER",
        "KAFKA_BOOTSTRAP_SERVER,KAFKA_BROKER",
        "KAFKA_BROKER_LIST,KAFKA_BROKER",
        "KAFKA_HOST,KAFKA_BROKER",
        "KAFKA_URL,KAFKA_BROKER",
        "BROKER,KAFKA_BROKER",
        "BROKERS,KAFKA_BROKER",
        "GROUP_ID,CONSUMER_GROUP",
        "KAFKA_GROUP_ID,CONSUMER_GROUP",
        "CONSUMER_GROUP_ID,CONSUMER_GROUP",
        "KAFKA_CONSUMER_GROUP,CONSUMER_GROUP",
        "RATE,MESSAGES_PER_SECOND",
        "MESSAGE_RATE,MESSAGES_PER_SECOND",
        "RANDOM_SEED,SEED",
        "PAUSE,PAUSED"
    })
    void recognisesTheUsualNameOfASetting(String name, String meant) {
        assertThat(SettingNames.meantBy(name)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "HOME",
                "USER",
                "HOSTNAME",
                "SHELL",
                "PWD",
                "OLDPWD",
                "TERM",
                "LANG",
                "LC_ALL",
                "SHLVL",
                "LOGNAME",
                "MAIL",
                "EDITOR",
                "DISPLAY",
                "TZ",
                "_",
                "JAVA_HOME",
                "JAVA_VERSION",
                "JAVA_TOOL_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "KAFKA_PORT",
                "KAFKA_SERVICE_HOST",
                "KAFKA_OPTS",
                "KAFKA_HEAP_OPTS",
                "KAFKA_HOME",
                "OTEL_SERVICE_NAME",
                "OTEL_LOG_LEVEL",
                "SSH_AUTH_SOCK",
                "LESSOPEN",
                "LS_COLORS",
                "XDG_RUNTIME_DIR",
                "HTTP_PROXY",
                "NO_PROXY",
                "KAFKA_CLIENT_LINGER_MS",
                "KAFKA_BROKER_ID",
                "KAFKA_BROKER_SERVICE_HOST",
                "KAFKA_BROKER_PORT_9092_TCP",
                "KAFKA_LISTENERS",
                "KAFKA_ADVERTISED_LISTENERS",
                "KAFKA_JMX_PORT",
                "KAFKA_LOG_DIRS",
                "SPEED",
                "SEND",
                "FEED",
                "NEED",
                "SEEDS",
                "USED",
                "CAUSED",
                "PASSED",
                "PARSED",
                "GROUP",
                "GROUPS",
                "SERVER",
                "SERVERS",
                "HOST",
                "PORT",
                "SMTP_PORT",
                "DEBUG",
                "LEVEL",
                "LOG_FILE",
                "LOG_LEVEL_FILE",
                "KAFKA_BROKER_FILE",
                "KAFKA_CLIENT_LINGER_MS_FILE",
                "LOG_DIR",
                "LOG_PATH",
                "DELAY",
                "TOPIC",
                "TOPICS",
                "SAMPLE_RATE",
                "FRAME_RATE",
                "BAUD_RATE"
            })
    void leavesVariablesOfOtherProgramsAlone(String name) {
        assertThat(SettingNames.meantBy(name)).isEmpty();
    }

    @Test
    void knowsEverySettingAndLeavesItAlone() throws IllegalAccessException {
        for (Field constant : SettingNames.class.getFields()) {
            String name = (String) constant.get(null);
            assertThat(SettingNames.meantBy(name)).isEmpty();
            assertThat(SettingNames.meantBy(name.toLowerCase(Locale.ROOT))).contains(name);
        }
    }
}
