package kafkademo.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The YAML files of this folder, and other files of the repository. */
final class Manifests {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    /** The folder that has the manifests, and this module. */
    static final Path FOLDER = ROOT.resolve("kubernetes").normalize();

    private Manifests() {}

    /** Returns the paths of all YAML files, relative to {@link #FOLDER}. */
    static List<String> files() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.map(file -> FOLDER.relativize(file).toString())
                    .filter(file -> file.endsWith(".yaml") || file.endsWith(".yml"))
                    .filter(file -> !file.startsWith("target/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the resources of one file, as YAML's maps and lists. */
    static List<Map<String, Object>> documents(String file) {
        return parse(text("kubernetes/" + file));
    }

    /** Returns the resources of this type in one file. */
    static <T> List<T> read(String file, Class<T> type) {
        return documents(file).stream()
                .map(Types::read)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Returns the only resource of this type in one file. */
    static <T> T readOne(String file, Class<T> type) {
        List<T> found = read(file, type);
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    file + " holds " + found.size() + " of " + type.getSimpleName() + " instead of one");
        }
        return found.get(0);
    }

    /**
     * Parses documents that are separated by {@code ---}.
     *
     * @throws org.yaml.snakeyaml.error.YAMLException if they are not YAML, or have a key twice
     */
    static List<Map<String, Object>> parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            documents.add(asMap(document));
        }
        return documents;
    }

    /** Returns the text of a file of the repository. */
    static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a YAML object's fields; their names are strings in all our files. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> asMap(Object object) {
        return (Map<String, Object>) object;
    }
}
