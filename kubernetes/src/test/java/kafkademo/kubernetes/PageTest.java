package kafkademo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page says what the files say. */
class PageTest {
    private static final String PAGE = Manifests.text("kubernetes/README.md");
    private static final Pattern SOURCE = Pattern.compile("measured: \\[([^]]+)]");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]+");

    @Test
    void thePageNamesEveryOverlay() {
        assertThat(KustomizationsTest.folders().stream().filter(folder -> folder.startsWith("overlays/")))
                .hasSize(4)
                .allSatisfy(overlay -> assertThat(PAGE).contains("kubectl apply -k kubernetes/" + overlay + "\n"));
        assertThat(PAGE.lines().filter(line -> line.contains(" -k kubernetes/")))
                .allSatisfy(line -> assertThat(Manifests.FOLDER.resolveSibling(line.replaceAll(".* -k (\\S+).*", "$1")))
                        .matches(Files::isDirectory));
    }

    @Test
    void theSecretsOnThePageAreThoseThatTheOverlaysRead() {
        assertThat(Manifests.text("kubernetes/overlays/managed/kustomization.yaml"))
                .contains("secretRef: {name: kafka-client}");
        assertThat(PAGE).contains("create secret generic kafka-client ").contains("create secret generic keda-client ");
        assertThat(PAGE.lines()
                        .filter(line -> line.matches(" +--from-(literal|file)=KAFKA.*"))
                        .map(line -> line.replaceAll(".*-(literal|file)=([A-Z_]+)=.*", "$2")))
                .isNotEmpty()
                .allSatisfy(SettingsTest::assertDocumented);
        assertThat(PAGE.lines()
                        .filter(line -> line.matches(" +--from-(literal|file)=[a-z].*"))
                        .map(line -> line.replaceAll(".*-(literal|file)=([a-z]+)=.*", "$2")))
                .containsExactly("sasl", "tls", "username", "password");
    }

    @Test
    void measuredFiguresStandInTheirSources() {
        List<String> rows =
                PAGE.lines().filter(line -> SOURCE.matcher(line).find()).toList();
        assertThat(rows).hasSize(4).allSatisfy(row -> {
            String source = SOURCE.matcher(row)
                    .results()
                    .map(found -> Manifests.text(found.group(1)))
                    .findFirst()
                    .orElseThrow();
            String value = row.split("\\|")[2].replaceFirst("^.*: ", "");
            assertThat(NUMBER.matcher(value).results())
                    .isNotEmpty()
                    .allSatisfy(number -> assertThat(source).contains(number.group()));
        });
    }

    @Test
    void theTagIsTheOneThatTheOverlaysAskFor() {
        assertThat(Kustomization.in("base").images())
                .allSatisfy(image -> assertThat(PAGE)
                        .contains("docker tag " + image.newName() + " " + image.newName() + ":" + image.newTag()));
    }
}
