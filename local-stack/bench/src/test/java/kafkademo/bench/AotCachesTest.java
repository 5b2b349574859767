package kafkademo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        Path options = folder.resolve("common/src/main/sh/jvm.options");
        Files.createDirectories(options.getParent());
        Files.writeString(options, "-XX:+UseSerialGC\n");
    }

    @Test
    @EnabledForJreRange(maxVersion = 24)
    void anOlderJavaRunsTheServicesWithoutACacheAndSaysSo() throws InterruptedException {
        try (Jvms jvms = jvms()) {
            AotCaches caches = new AotCaches(folder, jvms);
            caches.make(artifacts(), Map.of());

            assertThat(caches.options(jar, HEAP)).isEmpty();
        }
        assertThat(AotCaches.describe()).startsWith("none, which takes Java 25");
    }

    @Test
    @EnabledForJreRange(minVersion = 25)
    void aFailedTrainingEndsTheBenchWithItsLastLines() {
        try (Jvms jvms = jvms()) {
            assertThatThrownBy(() -> new AotCaches(folder, jvms).make(artifacts(), Map.of()))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("the training of service.jar ended with exit code 1")
                    .hasMessageContaining("Unable to access jarfile");
        }
    }

    /** Without the mode, a JVM that refuses the cache would still start, and the figures would mean something else. */
    @Test
    @EnabledForJreRange(minVersion = 25)
    void aServiceMustUseItsCacheAndOneThatServesJmxHasItsOwn() {
        try (Jvms jvms = jvms()) {
            AotCaches caches = new AotCaches(folder, jvms);

            assertThat(caches.options(jar, HEAP))
                    .containsExactly("-XX:AOTCache=" + folder.resolve("service.jar.aot"), "-XX:AOTMode=on");
            assertThat(caches.options(jar, List.of("-Dcom.sun.management.jmxremote.port=1")))
                    .containsExactly("-XX:AOTCache=" + folder.resolve("service.jar-jmx.aot"), "-XX:AOTMode=on");
        }
    }

    private Artifacts artifacts() {
        return new Artifacts(jar, jar, jar, "");
    }

    private Jvms jvms() {
        return new Jvms(folder, artifacts());
    }
}
