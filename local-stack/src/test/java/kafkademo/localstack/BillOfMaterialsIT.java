package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of what the services consist of name the libraries that are there, and no other. */
class BillOfMaterialsIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void everyLibraryIsListedWithItsCheckSum(String service) throws Exception {
        Path target = ROOT.resolve(service).resolve("target");
        Map<String, String> listed = new TreeMap<>();
        JsonObject bill = JsonParser.parseString(Files.readString(target.resolve("bom.json")))
                .getAsJsonObject();
        for (JsonElement each : bill.getAsJsonArray("components")) {
            JsonObject component = each.getAsJsonObject();
            listed.put(
                    component.get("name").getAsString() + "-"
                            + component.get("version").getAsString() + ".jar",
                    sha256(component));
        }

        assertThat(listed).isEqualTo(libraries(target.resolve("lib")));
    }

    private static String sha256(JsonObject component) {
        for (JsonElement hash : component.getAsJsonArray("hashes")) {
            if (hash.getAsJsonObject().get("alg").getAsString().equals("SHA-256")) {
                return hash.getAsJsonObject().get("content").getAsString();
            }
        }
        throw new AssertionError("no check sum: " + component);
    }

    private static Map<String, String> libraries(Path folder) throws Exception {
        Map<String, String> libraries = new TreeMap<>();
        for (Path jar : files(folder)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            libraries.put(jar.getFileName().toString(), HexFormat.of().formatHex(digest));
        }
        return libraries;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
