package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    private final FreePorts ports = new FreePorts();

    @Test
    void aFreePortCanBeListenedOn() throws IOException {
        int port = ports.next();

        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    void freePortsDifferAndStayBelowThePortsOfOutgoingConnections() {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            given.add(ports.next());
        }

        assertThat(given).hasSize(100).allMatch(port -> port >= 1_024 && port < 32_768);
    }
}
