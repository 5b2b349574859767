package kafkademo.kubernetes;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules of the Pod Security Standards' profile "restricted", for the features that our pods use. Returns what breaks
 * them.
 */
final class RestrictedProfile {
    private RestrictedProfile() {}

    static List<String> violations(PodSpec pod) {
        List<String> found = new ArrayList<>();
        if (Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC()).anyMatch(Boolean.TRUE::equals)) {
            found.add("a namespace of the host");
        }
        pod.getVolumes().stream()
                .filter(volume -> !isAllowed(volume))
                .forEach(volume -> found.add("the volume " + volume.getName()));
        Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .forEach(container -> {
                    if (container.getPorts().stream().anyMatch(port -> port.getHostPort() != null)) {
                        found.add("a port of the host");
                    }
                    found.addAll(violations(container.getSecurityContext(), pod.getSecurityContext()));
                });
        return found;
    }

    /** The kinds that we use, out of those that the profile allows. */
    private static boolean isAllowed(Volume volume) {
        return volume.getEmptyDir() != null || volume.getConfigMap() != null || volume.getSecret() != null;
    }

    /**
     * @param container may be null
     * @param pod what is not said of the container is said of the pod; may be null
     */
    static List<String> violations(SecurityContext container, PodSecurityContext pod) {
        SecurityContext own = container == null ? new SecurityContext() : container;
        PodSecurityContext common = pod == null ? new PodSecurityContext() : pod;
        List<String> found = new ArrayList<>();
        if (Boolean.TRUE.equals(own.getPrivileged())) {
            found.add("privileged");
        }
        if (!Boolean.FALSE.equals(own.getAllowPrivilegeEscalation())) {
            found.add("privilege escalation");
        }
        if (!Boolean.TRUE.equals(first(own.getRunAsNonRoot(), common.getRunAsNonRoot()))) {
            found.add("may run as root");
        }
        if (Long.valueOf(0).equals(first(own.getRunAsUser(), common.getRunAsUser()))) {
            found.add("runs as root");
        }
        SeccompProfile seccomp = first(own.getSeccompProfile(), common.getSeccompProfile());
        if (seccomp == null || !seccomp.getType().equals("RuntimeDefault")) {
            found.add("system calls are not filtered");
        }
        Capabilities capabilities = own.getCapabilities();
        if (capabilities == null
                || !capabilities.getDrop().equals(List.of("ALL"))
                || !capabilities.getAdd().isEmpty()) {
            found.add("capabilities");
        }
        return found;
    }

    private static <T> T first(T one, T other) {
        return one != null ? one : other;
    }
}
