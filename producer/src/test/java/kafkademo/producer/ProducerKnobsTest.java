package kafkademo.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafkademo.common.log.Log;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.InvalidSettingsException;
import kafkademo.testing.RecordingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerKnobsTest {
    private final RecordingLog log = new RecordingLog("INFO");
    private final ProducerKnobs knobs = new ProducerKnobs(
            ProducerSettings.from(new Environment(Map.of("MESSAGES_PER_SECOND", "7", "FAULT_WEIGHTS", "empty=2"))),
            new Log(log.logger()));

    private void change(String name, String value) throws InvalidSettingsException {
        knobs.all.change(Map.of(name, value), Optional.empty());
    }

    @Test
    void startsWithTheSettings() {
        assertThat(knobs.all.rows())
                .extracting(row -> row.get(0), row -> row.get(1))
                .containsExactly(
                        tuple("MESSAGES_PER_SECOND", "7"),
                        tuple("ERROR_RATE", "0.1"),
                        tuple("SCHEMA_DRIFT_RATE", "0"),
                        tuple("FAULT_WEIGHTS", "empty=2"),
                        tuple("TOPIC_WEIGHTS", "others=1"),
                        tuple("CLOCK_SKEW", "0s"),
                        tuple("LEAK_BYTES_PER_MESSAGE", "0"),
                        tuple("PAUSED", "false"),
                        tuple("LOG_LINES_PER_SECOND", "200"));
        assertThat(knobs.askedRate()).isEqualTo(7);
    }

    @Test
    void aPauseStopsSendingAndKeepsTheRate() throws Exception {
        change("PAUSED", "true");
        assertThat(knobs.askedRate()).isZero();
        change("MESSAGES_PER_SECOND", "100");
        assertThat(knobs.askedRate()).isZero();
        change("PAUSED", "false");
        assertThat(knobs.askedRate()).isEqualTo(100);
        assertThat(log.lines())
                .containsExactly(
                        "INFO setting changed setting=PAUSED old=false new=true",
                        "INFO setting changed setting=MESSAGES_PER_SECOND old=7 new=100",
                        "INFO setting changed setting=PAUSED old=true new=false");
    }

    @Test
    void aSkewShiftsTheClock() throws Exception {
        change("CLOCK_SKEW", "-5m");
        long before = System.currentTimeMillis();
        long shifted = knobs.epochMillis();

        assertThat(shifted + 300_000).isBetween(before, System.currentTimeMillis());
        assertThat(log.lines()).containsExactly("INFO setting changed setting=CLOCK_SKEW old=0s new=-5m");
    }

    @Test
    void logsWeightsAsAUserWritesThem() throws Exception {
        change("TOPIC_WEIGHTS", "user_activity=0.2,orders=1");

        assertThat(log.lines())
                .containsExactly(
                        "INFO setting changed setting=TOPIC_WEIGHTS old=\"others=1\" new=\"user_activity=0.2\"");
        assertThat(knobs.topicWeights.get()).hasToString("user_activity=0.2");
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGES_PER_SECOND,1e6",
        "ERROR_RATE,1.01",
        "SCHEMA_DRIFT_RATE,-0.1",
        "FAULT_WEIGHTS,truncatd=3",
        "FAULT_WEIGHTS,others=0",
        "TOPIC_WEIGHTS,''",
        "CLOCK_SKEW,2h",
        "PAUSED,1",
        "LOG_LINES_PER_SECOND,-1"
    })
    void rejectsAWrongValueWithTheMessageOfTheStart(String name, String value) {
        Environment start = new Environment(Map.of(name, value));
        ProducerSettings.from(start);
        List<String> atStart = catchThrowableOfType(InvalidSettingsException.class, start::rejectIfAnyIsWrong)
                .problems();

        assertThat(catchThrowableOfType(InvalidSettingsException.class, () -> change(name, value))
                        .problems())
                .isEqualTo(atStart)
                .singleElement()
                .asString()
                .startsWith(name + "=\"" + value + "\" is not allowed: ");
        assertThat(log.lines()).isEmpty();
    }
}
