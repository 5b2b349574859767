package kafkademo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads every file, and checks that the reading is as strict as it is meant to be. */
class StrictFilesTest {
    /** Fields whose own fields anybody may name. */
    private static final Set<String> FREE =
            Set.of("labels", "matchLabels", "requests", "limits", "config", "jvmOptions");

    static List<String> files() {
        return Manifests.files();
    }

    @Test
    void thereAreFiles() {
        assertThat(files()).contains("base/producer.yaml", "overlays/strimzi/kafka.yaml");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyResourceFitsItsType(String file) {
        assertThat(Manifests.documents(file))
                .isNotEmpty()
                .allSatisfy(
                        document -> assertThatCode(() -> Types.read(document)).doesNotThrowAnyException());
    }

    /** The types' own leniency differs from one to the next, so each object of each file is tried. */
    @ParameterizedTest
    @MethodSource("files")
    void anUnknownFieldIsAnErrorWhereverItStands(String file) {
        for (Map<String, Object> document : Manifests.documents(file)) {
            for (Map<String, Object> object : objects(document, new ArrayList<>())) {
                object.put("unknown", "x");
                assertThatIllegalArgumentException()
                        .as("with an unknown field among %s", object.keySet())
                        .isThrownBy(() -> Types.read(document));
                object.remove("unknown");
            }
        }
    }

    private static List<Map<String, Object>> objects(Object value, List<Map<String, Object>> found) {
        if (value instanceof List<?> list) {
            list.forEach(item -> objects(item, found));
        } else if (value instanceof Map) {
            Map<String, Object> object = Manifests.asMap(value);
            found.add(object);
            object.forEach((name, field) -> {
                if (!FREE.contains(name)) {
                    objects(field, found);
                }
            });
        }
        return found;
    }

    @Test
    void aNumberIsNoStringAndAStringIsNoNumber() {
        Map<String, Object> scaledObject =
                Manifests.documents("components/keda/scaled-object.yaml").get(0);
        Map<String, Object> spec = Manifests.asMap(scaledObject.get("spec"));
        spec.put("maxReplicaCount", "12");
        assertThatIllegalArgumentException().isThrownBy(() -> Types.read(scaledObject));
        Map<String, Object> namespace =
                Manifests.documents("base/namespace.yaml").get(0);
        Manifests.asMap(Manifests.asMap(namespace.get("metadata")).get("labels"))
                .put("version", 1);
        assertThatIllegalArgumentException().isThrownBy(() -> Types.read(namespace));
    }

    @Test
    void aFieldThatOnlyAnOldVersionOfAResourceHasIsAnError() {
        Map<String, Object> kafka =
                Manifests.documents("overlays/strimzi/kafka.yaml").get(0);
        Manifests.asMap(Manifests.asMap(kafka.get("spec")).get("kafka")).put("replicas", 3);
        assertThatIllegalArgumentException().isThrownBy(() -> Types.read(kafka)).withMessageContaining("replicas");
    }

    @Test
    void aKeyThatStandsTwiceIsAnError() {
        assertThatCode(() -> Manifests.parse("spec: {replicas: 1, replicas: 2}"))
                .isInstanceOf(YAMLException.class);
    }

    @Test
    void aKindThatNoTypeStandsForIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Types.read(Map.of("apiVersion", "kafka.strimzi.io/v1beta2", "kind", "Kafka")))
                .withMessageContaining("kafka.strimzi.io/v1beta2 Kafka");
    }
}
