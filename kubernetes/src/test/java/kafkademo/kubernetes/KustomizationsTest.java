package kafkademo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files are put together as they should be. */
class KustomizationsTest {
    /** The folders that have a {@code kustomization.yaml}. */
    static List<String> folders() {
        return Manifests.files().stream()
                .filter(file -> file.endsWith("/" + Kustomization.FILE))
                .map(file -> file.substring(0, file.length() - Kustomization.FILE.length() - 1))
                .toList();
    }

    private static List<String> named(String folder) {
        return Kustomization.in(folder).named().stream()
                .map(named -> Kustomization.resolve(folder, named))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatAKustomizationNamesIsThere(String folder) {
        assertThat(named(folder))
                .isNotEmpty()
                .allSatisfy(named -> assertThat(
                                named.endsWith(".yaml")
                                        ? Manifests.files().contains(named)
                                        : folders().contains(named))
                        .as(named)
                        .isTrue());
    }

    @Test
    void everyFileIsNamedOnce() {
        List<String> named = new ArrayList<>();
        folders().forEach(folder -> named.addAll(named(folder)));
        assertThat(named.stream().filter(file -> file.endsWith(".yaml")))
                .containsExactlyInAnyOrderElementsOf(Manifests.files().stream()
                        .filter(file -> !file.endsWith("/" + Kustomization.FILE))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everythingIsInTheSameNamespace(String folder) {
        Namespace namespace = Manifests.readOne("base/namespace.yaml", Namespace.class);
        String expected = folder.startsWith("components/")
                ? null
                : namespace.getMetadata().getName();
        assertThat(Kustomization.in(folder).namespace()).isEqualTo(expected);
    }
}
