package kafkademo.localstack;

import java.util.Map;

/** Adds listeners to the test broker, each with a common configuration mistake. */
final class WrongListeners {
    private static final String LOCAL = "127.0.0.1:";

    private final int elsewhere;
    private final int closed;
    private final int login;
    private final int nobody;

    WrongListeners(FreePorts ports) {
        elsewhere = ports.next();
        closed = ports.next();
        login = ports.next();
        nobody = ports.next();
    }

    /**
     * Returns the address of a listener that advertises an unknown host, like a container's name outside its network.
     */
    String advertisingAnUnknownHost() {
        return LOCAL + elsewhere;
    }

    /** Returns the address that this listener advertises. */
    String unknownHost() {
        return "no-such-host.invalid:" + elsewhere;
    }

    /** Returns the address of a listener that advertises a port on which nobody listens. */
    String advertisingAClosedPort() {
        return LOCAL + closed;
    }

    /** Returns the address that this listener advertises. */
    String closedPort() {
        return LOCAL + nobody;
    }

    /** Returns the address of a listener that requires a user name and a password. */
    String wantingAuthentication() {
        return LOCAL + login;
    }

    /** Returns the broker's properties. {@code right} is the address of its correct listener. */
    Map<String, String> properties(String right) {
        String both = "PLAINTEXT://" + right + ",LOGIN://" + wantingAuthentication();
        return Map.of(
                "listeners",
                both + ",ELSEWHERE://" + advertisingAnUnknownHost() + ",CLOSED://" + advertisingAClosedPort(),
                "advertised.listeners",
                both + ",ELSEWHERE://" + unknownHost() + ",CLOSED://" + closedPort(),
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,LOGIN:SASL_PLAINTEXT,ELSEWHERE:PLAINTEXT,CLOSED:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.login.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"broker\" password=\"secret\" user_broker=\"secret\";");
    }
}
