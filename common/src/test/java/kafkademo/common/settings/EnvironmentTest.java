package kafkademo.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static List<String> problems(Environment environment) {
        InvalidSettingsException thrown =
                catchThrowableOfType(InvalidSettingsException.class, environment::rejectIfAnyIsWrong);
        return thrown == null ? List.of() : thrown.problems();
    }

    @Test
    void reportsEveryWrongSettingOnALineOfItsOwn() {
        Environment environment = new Environment(Map.of("ERROR_RATE", "2", "SEED", "a\nb"));
        Setting.decimal("ERROR_RATE", 0, 1).read(environment);
        Setting.integer("SEED", 0, 9).read(environment);

        assertThat(problems(environment))
                .containsExactly(
                        "ERROR_RATE=\"2\" is not allowed: a number from 0 to 1, decimals allowed",
                        "SEED=\"a\\nb\" is not allowed: a whole number from 0 to 9");
    }

    @Test
    void acceptsRightSettings() {
        Environment environment = new Environment(Map.of("SEED", "1"));
        Setting.integer("SEED", 0, 9).read(environment);

        assertThatCode(environment::rejectIfAnyIsWrong).doesNotThrowAnyException();
    }

    @Test
    void aNameThatLooksLikeASettingIsSuspectButNoProblem() {
        Environment environment = new Environment(Map.of("KAFKA_BROKERS", "x", "PAUSE", "1", "HOME", "/", "SEED", "1"));

        assertThat(environment.suspects())
                .containsExactly(Map.entry("KAFKA_BROKERS", "KAFKA_BROKER"), Map.entry("PAUSE", "PAUSED"));
        assertThat(problems(environment)).isEmpty();
    }

    @Test
    void findsVariablesByPrefixInOrder() {
        Environment environment = new Environment(Map.of("P_B", "1", "P_A", "2", "XP_C", "3", "P", "4"));

        assertThat(environment.namesStartingWith("P_")).containsExactly("P_A", "P_B");
    }

    @Test
    void withholdsATextThatQuotesASecret() {
        Environment environment = new Environment(Map.of());
        environment.secret("KAFKA_CLIENT_SSL_KEY_PASSWORD", "correct-horse p4ss");

        for (String text : List.of("correct-horse p4ss", "no 'horse' here", "got p4ss.", "'orse'")) {
            assertThat(environment.withoutSecrets(text))
                    .isEqualTo("KAFKA_CLIENT_SSL_KEY_PASSWORD is wrong; the reason quotes its value and is not shown");
        }
        assertThat(environment.withoutSecrets("no such file or folder")).isEqualTo("no such file or folder");
    }
}
