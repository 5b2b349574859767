package kafkademo.common.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kafkademo.common.log.Log;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.InvalidSettingsException;
import kafkademo.common.settings.Setting;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

class KnobsTest {
    private static final Setting<Double> RATE = Setting.decimal("MESSAGES_PER_SECOND", 0, 1_000_000);
    private static final Setting<Long> DELAY = Setting.integer("PROCESSING_DELAY_MS", 0, 60_000);
    private static final Setting<Boolean> PAUSED = Setting.flag("PAUSED");

    private final SimulatedTime time = new SimulatedTime();
    private final RecordingLog log = new RecordingLog();
    private final Knobs knobs = new Knobs(
            new Log(log.logger()),
            time::nanoTime,
            nanos -> task -> time.after(nanos, task),
            InstantSource.fixed(Instant.parse("2026-11-24T12:30:00Z")));
    private final Knob<Double> rate = knobs.add(RATE, 5.0);
    private Knob<Double> watched;
    private final Knob<Long> delay = knobs.add(DELAY, 0L);
    private final Knob<Boolean> paused = knobs.add(PAUSED, false);

    private void change(String name, String value) throws InvalidSettingsException {
        knobs.change(Map.of(name, value), Optional.empty());
    }

    private void changeFor(int seconds, String name, String value) throws InvalidSettingsException {
        knobs.change(Map.of(name, value), Optional.of(seconds(seconds)));
    }

    private List<String> problems(Map<String, String> values) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> knobs.change(values, Optional.empty()))
                .problems();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** When a temporary change of the setting ends, as its user sees it. */
    private String until(Knob<?> knob) {
        return rowOf(knob.name()).get(3);
    }

    private List<String> rowOf(String name) {
        return knobs.rows().stream()
                .filter(row -> row.get(0).equals(name))
                .findAny()
                .orElseThrow();
    }

    @Test
    void aPermanentChangeLastsAndIsLoggedOnce() throws Exception {
        change("MESSAGES_PER_SECOND", "100.50");
        time.pass(seconds(100_000));

        assertThat(rate.get()).isEqualTo(100.5);
        assertThat(log.lines()).containsExactly("INFO setting changed setting=MESSAGES_PER_SECOND old=5 new=100.5");
        assertThat(knobs.settingChanges()).isEqualTo(1);
    }

    @Test
    void settingTheCurrentValueIsNoChange() throws Exception {
        change("MESSAGES_PER_SECOND", "5.0");
        changeFor(60, "PAUSED", "false");
        time.pass(seconds(100));

        assertThat(log.lines()).isEmpty();
        assertThat(knobs.settingChanges()).isZero();
    }

    @Test
    void aTemporaryChangeEndsExactlyOnTime() throws Exception {
        changeFor(60, "MESSAGES_PER_SECOND", "100");
        assertThat(rate.get()).isEqualTo(100);

        time.pass(seconds(60).minusNanos(1));
        assertThat(rate.get()).isEqualTo(100);

        time.pass(Duration.ofNanos(1));
        assertThat(rate.get()).isEqualTo(5);
        assertThat(log.lines())
                .containsExactly(
                        "INFO setting changed setting=MESSAGES_PER_SECOND old=5 new=100 for_s=60",
                        "INFO setting changed setting=MESSAGES_PER_SECOND old=100 new=5 reverted=true");
        assertThat(knobs.settingChanges()).isEqualTo(2);
    }

    @Test
    void aChangeIsLoggedBeforeItTakesEffect() throws Exception {
        List<Double> atLine = new ArrayList<>();
        Logger logger = (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    boolean isLine = method.getName().equals("info");
                    if (isLine) {
                        atLine.add(watched.get());
                    }
                    return isLine ? null : true;
                });
        Knobs logged = new Knobs(new Log(logger));
        watched = logged.add(RATE, 5.0);

        logged.change(Map.of("MESSAGES_PER_SECOND", "100"), Optional.empty());
        logged.change(Map.of("MESSAGES_PER_SECOND", "6"), Optional.empty());

        assertThat(atLine).containsExactly(5.0, 100.0);
    }

    @Test
    void aTimeBelowASecondIsLoggedExactly() throws Exception {
        knobs.change(Map.of("PAUSED", "true"), Optional.of(Duration.ofMillis(250)));

        assertThat(log.lines()).containsExactly("INFO setting changed setting=PAUSED old=false new=true for_s=0.25");
    }

    @Test
    void temporaryChangesInARowReturnToTheLastPermanentValue() throws Exception {
        changeFor(60, "MESSAGES_PER_SECOND", "100");
        time.pass(seconds(30));
        changeFor(60, "MESSAGES_PER_SECOND", "200");

        time.pass(seconds(59));
        assertThat(rate.get()).isEqualTo(200); // the first one would have ended 29 s ago
        time.pass(seconds(1));
        assertThat(rate.get()).isEqualTo(5);
        time.pass(seconds(1_000));
        assertThat(rate.get()).isEqualTo(5);
        assertThat(knobs.settingChanges()).isEqualTo(3);
    }

    @Test
    void aLaterTemporaryChangeMayEndEarlier() throws Exception {
        changeFor(60, "MESSAGES_PER_SECOND", "100");
        changeFor(10, "MESSAGES_PER_SECOND", "200");
        time.pass(seconds(10));

        assertThat(rate.get()).isEqualTo(5);
        time.pass(seconds(60));
        assertThat(knobs.settingChanges()).isEqualTo(3);
    }

    @Test
    void repeatingATemporaryChangeProlongsIt() throws Exception {
        changeFor(60, "MESSAGES_PER_SECOND", "100");
        time.pass(seconds(50));
        changeFor(60, "MESSAGES_PER_SECOND", "100");

        time.pass(seconds(59));
        assertThat(rate.get()).isEqualTo(100);
        time.pass(seconds(1));
        assertThat(rate.get()).isEqualTo(5);
    }

    @Test
    void aPermanentChangeCancelsAPendingReturn() throws Exception {
        changeFor(60, "MESSAGES_PER_SECOND", "100");
        change("MESSAGES_PER_SECOND", "7");
        time.pass(seconds(100));

        assertThat(rate.get()).isEqualTo(7);
        changeFor(60, "MESSAGES_PER_SECOND", "100");
        time.pass(seconds(60));
        assertThat(rate.get()).isEqualTo(7);
    }

    @Test
    void aTemporaryValueCanBeMadePermanent() throws Exception {
        changeFor(60, "MESSAGES_PER_SECOND", "100");
        change("MESSAGES_PER_SECOND", "100");
        time.pass(seconds(100));

        assertThat(rate.get()).isEqualTo(100);
        assertThat(until(rate)).isEmpty();
        assertThat(log.lines()).endsWith("INFO setting changed setting=MESSAGES_PER_SECOND old=100 new=100");
    }

    @Test
    void temporarilySettingThePermanentValueCancelsTheTemporaryChange() throws Exception {
        changeFor(60, "MESSAGES_PER_SECOND", "100");
        changeFor(10, "MESSAGES_PER_SECOND", "5");

        assertThat(rate.get()).isEqualTo(5);
        assertThat(until(rate)).isEmpty();
        time.pass(seconds(100));
        assertThat(rate.get()).isEqualTo(5);
        assertThat(knobs.settingChanges()).isEqualTo(2);
    }

    @Test
    void eachSettingHasItsOwnDeadline() throws Exception {
        changeFor(60, "MESSAGES_PER_SECOND", "100");
        changeFor(20, "PROCESSING_DELAY_MS", "200");
        change("PAUSED", "true");
        time.pass(seconds(20));

        assertThat(rate.get()).isEqualTo(100);
        assertThat(delay.get()).isZero();
        time.pass(seconds(40));
        assertThat(rate.get()).isEqualTo(5);
        assertThat(paused.get()).isTrue();
    }

    @Test
    void changesThatAreMadeTogetherEndTogether() throws Exception {
        knobs.change(Map.of("MESSAGES_PER_SECOND", "1", "PAUSED", "true"), Optional.of(seconds(5)));
        assertThat(rate.get()).isEqualTo(1);
        assertThat(paused.get()).isTrue();
        time.pass(seconds(5));

        assertThat(rate.get()).isEqualTo(5);
        assertThat(paused.get()).isFalse();
        assertThat(knobs.settingChanges()).isEqualTo(4);
    }

    @Test
    void ifOneChangeIsRejectedNoneTakesEffectAndEveryProblemIsReported() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("MESSAGES_PER_SECOND", "100");
        values.put("PAUSED", "yes");
        values.put("PROCESSING_DELAY_MS", "-1");

        assertThat(problems(values))
                .containsExactly(
                        "PROCESSING_DELAY_MS=\"-1\" is not allowed: a whole number from 0 to 60000",
                        "PAUSED=\"yes\" is not allowed: true or false");
        assertThat(rate.get()).isEqualTo(5);
        assertThat(log.lines()).isEmpty();
        assertThat(knobs.settingChanges()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGES_PER_SECOND,-1",
        "MESSAGES_PER_SECOND,1e3",
        "MESSAGES_PER_SECOND,''",
        "MESSAGES_PER_SECOND,1000000.1",
        "PROCESSING_DELAY_MS,60001",
        "PROCESSING_DELAY_MS,1.5",
        "PAUSED,TRUE",
        "PAUSED,''"
    })
    void aWrongValueIsRejectedWithTheSameWordsAsAtStart(String name, String value) {
        Environment start = new Environment(Map.of(name, value));
        RATE.read(start, 5.0);
        DELAY.read(start, 0L);
        PAUSED.read(start, false);
        List<String> atStart = catchThrowableOfType(InvalidSettingsException.class, start::rejectIfAnyIsWrong)
                .problems();

        assertThat(problems(Map.of(name, value))).isEqualTo(atStart);
        assertThat(atStart)
                .singleElement()
                .asString()
                .endsWith(": " + rowOf(name).get(4));
    }

    @Test
    void aMisspeltNameIsRejectedWithTheRightOne() {
        assertThat(problems(new TreeMap<>(Map.of("MESSAGE_PER_SECOND", "9", "PAUSE", "true"))))
                .containsExactly(
                        "MESSAGE_PER_SECOND is not allowed: did you mean MESSAGES_PER_SECOND?",
                        "PAUSE is not allowed: did you mean PAUSED?");
    }

    @Test
    void aSettingThatCannotChangeIsRejectedWithoutItsValue() {
        assertThat(problems(Map.of("KAFKA_CLIENT_SASL_JAAS_CONFIG", "secret")))
                .containsExactly(
                        "KAFKA_CLIENT_SASL_JAAS_CONFIG is not allowed: only these settings can change while the service runs:"
                                + " MESSAGES_PER_SECOND, PROCESSING_DELAY_MS, PAUSED");
    }

    @Test
    void theRowsShowEverySetting() throws Exception {
        changeFor(60, "PROCESSING_DELAY_MS", "200");
        time.pass(seconds(18));

        assertThat(knobs.rows())
                .containsExactly(
                        List.of("MESSAGES_PER_SECOND", "5", "5", "", "a number from 0 to 1000000, decimals allowed"),
                        List.of(
                                "PROCESSING_DELAY_MS",
                                "200",
                                "0",
                                "2026-11-24T12:30:42Z, then 0",
                                "a whole number from 0 to 60000"),
                        List.of("PAUSED", "false", "false", "", "true or false"));
    }
}
