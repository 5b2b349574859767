package kafkademo.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/** KEDA's resource that names the credentials of a trigger. Has the fields that are used here, and no others. */
record TriggerAuthentication(String apiVersion, String kind, ScaledObject.Metadata metadata, Spec spec) {
    record Spec(List<Reference> configMapTargetRef, List<Reference> secretTargetRef) {}

    record Reference(String parameter, String name, String key) {}

    /** The names of the trigger's parameters that get a value. */
    List<String> parameters() {
        return Stream.of(spec.configMapTargetRef(), spec.secretTargetRef())
                .filter(references -> references != null)
                .flatMap(List::stream)
                .map(Reference::parameter)
                .toList();
    }
}
