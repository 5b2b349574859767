package kafkademo.kubernetes;

import java.util.List;

/** KEDA's resource that scales a Deployment. Has the fields that are used here, and no others. */
record ScaledObject(String apiVersion, String kind, Metadata metadata, Spec spec) {
    /** The namespace is there once Kustomize has rendered it. */
    record Metadata(String name, String namespace) {}

    record Name(String name) {}

    record Spec(Name scaleTargetRef, int minReplicaCount, int maxReplicaCount, List<Trigger> triggers) {}

    record Trigger(String type, KafkaTrigger metadata, Name authenticationRef) {}

    /** All values are strings, as KEDA wants it. */
    record KafkaTrigger(
            String bootstrapServersFromEnv, String consumerGroup, String lagThreshold, String offsetResetPolicy) {}
}
