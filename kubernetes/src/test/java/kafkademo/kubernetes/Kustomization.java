package kafkademo.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@code kustomization.yaml}. Has the fields that are used here, and no others. A field that is absent is empty. */
record Kustomization(
        String apiVersion,
        String kind,
        String namespace,
        List<String> resources,
        List<String> components,
        List<Generator> configMapGenerator,
        List<Image> images,
        List<Patch> patches) {
    static final String FILE = "kustomization.yaml";

    record Generator(String name, List<String> literals, Options options) {}

    record Options(boolean disableNameSuffixHash) {}

    record Image(String name, String newName, String newTag) {}

    record Patch(Target target, String patch, String path) {}

    record Target(String kind, String name) {}

    Kustomization {
        resources = orEmpty(resources);
        components = orEmpty(components);
        configMapGenerator = orEmpty(configMapGenerator);
        images = orEmpty(images);
        patches = orEmpty(patches);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Reads the one in this folder. */
    static Kustomization in(String folder) {
        return Manifests.readOne(folder + "/" + FILE, Kustomization.class);
    }

    /** The files and folders that it names, relative to its own folder. */
    List<String> named() {
        Stream<String> patchFiles = patches.stream().map(Patch::path).filter(path -> path != null);
        return Stream.of(resources.stream(), components.stream(), patchFiles)
                .flatMap(names -> names)
                .toList();
    }

    /** The variables of a generated ConfigMap. */
    Map<String, String> literals(String configMap) {
        return configMapGenerator.stream()
                .filter(generator -> generator.name().equals(configMap))
                .flatMap(generator -> generator.literals().stream())
                .map(literal -> literal.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** Resolves a path that the kustomization of a folder names; the result is relative to the module's folder. */
    static String resolve(String folder, String named) {
        return Path.of(folder).resolve(named).normalize().toString();
    }
}
