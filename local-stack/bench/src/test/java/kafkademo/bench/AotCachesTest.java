package kafkademo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafkademo.localstack.Artifacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

class AotCachesTest {
    private static final List<String> HEAP = List.of("-Xmx64m");

    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void service() throws IOException {
        jar = Files.createDirectories(folder.resolve("service/target")).resolve("service.jar");
    }

    @Test
    @EnabledForJreRange(maxVersion = 24)
    void anOlderJavaRunsTheServicesWithoutAndSaysSo() throws IOException {
        image("\"-XX:AOTCache=/app/service.aot\", ");

        try (Jvms jvms = jvms()) {
            assertThat(new AotCaches(folder, jvms).options(jar, HEAP)).isEmpty();
        }
        assertThat(AotCaches.describe()).startsWith("none, which takes Java 25");
    }

    @Test
    void anImageWithoutGetsNone() throws IOException {
        image("");

        try (Jvms jvms = jvms()) {
            assertThat(new AotCaches(folder, jvms).options(jar, HEAP)).isEmpty();
        }
    }

    @Test
    @EnabledForJreRange(minVersion = 25)
    void aTrainingThatFailsEndsTheBenchWithItsLastLines() throws IOException {
        image("\"-XX:AOTCache=/app/service.aot\", ");

        try (Jvms jvms = jvms()) {
            assertThatThrownBy(() -> new AotCaches(folder, jvms).options(jar, HEAP))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("the training of service.jar ended with exit code 1")
                    .hasMessageContaining("kafkademo.common.training.TrainingMain");
        }
    }

    /** Without the mode, a JVM that refused the cache would start all the same, and the figures would be others' figures. */
    @Test
    @EnabledForJreRange(minVersion = 25)
    void aCacheIsMadeOnceAndMustBeUsed() throws IOException {
        image("\"-XX:AOTCache=/app/service.aot\", ");
        Path cache = Files.createDirectories(folder.resolve("aot-service.jar")).resolve("cache");
        Files.createFile(cache);

        try (Jvms jvms = jvms()) {
            assertThat(new AotCaches(folder, jvms).options(jar, HEAP))
                    .containsExactly("-XX:AOTCache=" + cache, "-XX:AOTMode=on");
        }
    }

    private Jvms jvms() {
        return new Jvms(folder, new Artifacts(jar, jar, jar, ""));
    }

    private void image(String option) throws IOException {
        Files.writeString(folder.resolve("service/Dockerfile"), """
                RUN java -XX:AOTCacheOutput=/app/service.aot -Xmx64m -jar /app/service.jar
                ENTRYPOINT ["java", %s"-jar", "/app/service.jar"]
                """.formatted(option));
    }
}
