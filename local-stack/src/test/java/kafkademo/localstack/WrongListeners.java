package kafkademo.localstack;

import java.util.Map;

/** Further listeners of the test broker, each with a mistake that is common in practice. */
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

    /** A listener that advertises a host which is unknown here, as a container's name is outside of its network. */
    String advertisingAnUnknownHost() {
        return LOCAL + elsewhere;
    }

    /** What that listener advertises. */
    String unknownHost() {
        return "no-such-host.invalid:" + elsewhere;
    }

    /** A listener that advertises a port at which nobody listens. */
    String advertisingAClosedPort() {
        return LOCAL + closed;
    }

    /** What that listener advertises. */
    String closedPort() {
        return LOCAL + nobody;
    }

    /** A listener that wants a user name and a password. */
    String wantingAuthentication() {
        return LOCAL + login;
    }

    /** The broker's properties; {@code right} is the address of its right listener. */
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
