package kafkademo.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;

/** Reads resources into their Java types. Whatever a type does not know is an error, as a typo would be. */
final class Types {
    private static final Map<String, Class<?>> BY_KIND = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Namespace", Namespace.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("kafka.strimzi.io/v1 Kafka", Kafka.class),
            Map.entry("kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class),
            Map.entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class),
            // No kept library has types for these.
            Map.entry("keda.sh/v1alpha1 ScaledObject", ScaledObject.class),
            Map.entry("keda.sh/v1alpha1 TriggerAuthentication", TriggerAuthentication.class),
            Map.entry("kustomize.config.k8s.io/v1beta1 Kustomization", Kustomization.class),
            Map.entry("kustomize.config.k8s.io/v1alpha1 Component", Kustomization.class));

    private static final ObjectMapper STRICT = strict();

    private Types() {}

    private static ObjectMapper strict() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .annotationIntrospector(new OnlyWhatIsCurrent())
                .build();
        // A cluster refuses a number where it wants a string, such as in a label or a trigger's metadata.
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    /**
     * Returns a resource as an object of its type.
     *
     * @throws IllegalArgumentException if there is no type for its kind, or it does not fit
     */
    static Object read(Map<String, Object> document) {
        String kind = document.get("apiVersion") + " " + document.get("kind");
        if (!BY_KIND.containsKey(kind)) {
            throw new IllegalArgumentException("not a known kind: " + kind);
        }
        return STRICT.convertValue(document, BY_KIND.get(kind));
    }

    private static final class OnlyWhatIsCurrent extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        /** The types would keep what they do not know in a map. */
        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }

        /** Strimzi's types still have fields that only old versions of its resources have. */
        @Override
        public boolean hasIgnoreMarker(AnnotatedMember member) {
            return super.hasIgnoreMarker(member) || member.hasAnnotation(Deprecated.class);
        }
    }
}
