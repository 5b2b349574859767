package kafkademo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputTest {
    @Test
    void optionsHaveDefaults() {
        Options options = Options.from(new Properties());

        assertThat(options.parts()).containsExactlyElementsOf(Options.PARTS);
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.records()).isEqualTo(2_000_000);
        assertThat(options.recordsInAll()).isEqualTo(3_000_000);
        assertThat(options.quick()).isFalse();
    }

    @Test
    void quickChangesOnlyTheDefaults() {
        Properties properties = new Properties();
        properties.setProperty("bench.quick", "");
        properties.setProperty("bench.rounds", "2");
        properties.setProperty("bench.only", "jmh,pacing");

        Options options = Options.from(properties);

        assertThat(options.quick()).isTrue();
        assertThat(options.rounds()).isEqualTo(2);
        assertThat(options.records()).isLessThan(2_000_000);
        assertThat(options.parts()).containsExactlyInAnyOrder("jmh", "pacing");
    }

    @Test
    void onePropertySetsTheToolsJvmOptions() {
        Properties properties = new Properties();
        properties.setProperty("bench.toolJvm", " -XX:+UseParallelGC  -Xmx1g ");

        assertThat(Options.from(properties).toolJvm()).containsExactly("-XX:+UseParallelGC", "-Xmx1g");
        assertThat(Bench.toolOptions(Options.from(properties))).endsWith("-XX:+UseParallelGC", "-Xmx1g");
        assertThat(Options.from(new Properties()).toolJvm()).isEmpty();
    }

    @Test
    void aComparedServiceRunsWithItsImagesOptionsOnTheToolsHeap() {
        Path jar = Path.of("../..", "producer", "target", "producer.jar");
        List<String> tool = Bench.toolOptions(Options.from(new Properties()));

        // An unknown option must be found where the images' own Java version runs.
        assertThat(Bench.comparedOptions(jar).contains("-XX:+IgnoreUnrecognizedVMOptions"))
                .isEqualTo(!AotCaches.areUsed());
        assertThat(Bench.comparedOptions(jar))
                .containsAll(ImageOptions.of(Path.of("../..")))
                .endsWith(tool.toArray(new String[0]));
    }

    @ParameterizedTest
    @CsvSource({
        "bench.round, 5",
        "bench.rounds, 0",
        "bench.rounds, many",
        "bench.records, 9999",
        "bench.only, 'producer,'",
        "bench.only, disk",
        "bench.quick, yes"
    })
    void wrongOptionsAreRefusedByName(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);

        assertThatThrownBy(() -> Options.from(properties))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining(name);
    }

    @Test
    void jvmOptionsAreReadFromAnArgumentFileWithComments() {
        assertThat(ImageOptions.parse("""
                # -XX:+UseG1GC

                -XX:+UseSerialGC -Xmx64m
                -XX:-UsePerfData # no file
                """)).containsExactly("-XX:+UseSerialGC", "-Xmx64m", "-XX:-UsePerfData");
    }

    @Test
    void theImagesJvmOptionsAreFound() {
        assertThat(ImageOptions.of(Path.of("../..")))
                .contains("-XX:+UseSerialGC")
                .allMatch(option -> option.startsWith("-XX:"));
    }

    @Test
    void allValuesOfAMicroBenchmarkAreRead() {
        List<Result> results = JmhPart.results("""
                [{"benchmark": "some.where.MessageBenchmark.fault",
                  "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[3.0, 1.0], [2.0]]}}]
                """);

        assertThat(results).hasSize(1);
        assertThat(results.get(0).what()).isEqualTo("Message.fault");
        assertThat(results.get(0).unit()).isEqualTo("ns/op");
        assertThat(results.get(0).median()).isEqualTo(2);
    }

    @Test
    void valuesAreReadFromSystemFiles(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("status"), "Name:\tjava\nVmRSS:\t   99000 kB\n");

        assertThat(Machine.valueIn(file, "VmRSS")).isEqualTo("99000 kB");
        assertThat(Machine.valueIn(file, "Rss")).isEqualTo("unknown");
        assertThat(Machine.valueIn(folder.resolve("none"), "VmRSS")).isEqualTo("unknown");
    }

    @Test
    void versionsAreReadFromAClassPath() {
        String classPath = "/a/kafka-tools-api-3.9.1.jar:/a/kafka-tools-3.9.1.jar";

        assertThat(Machine.versionIn(classPath, "kafka-tools")).isEqualTo("3.9.1");
        assertThat(Machine.versionIn(classPath, "kafka-clients")).isEqualTo("unknown");
    }
}
