package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class CableTest {
    private static final int PATIENCE_MS = 60_000;
    private static final int MOMENT_MS = 100;

    @Test
    void whatIsSentWhileTheCableIsCutArrivesWhenItIsMended() throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        int port = new FreePorts().next();
        try (ServerSocket server = new ServerSocket(0, 1, local);
                Cable cable = new Cable(port, server.getLocalPort());
                Socket client = new Socket(local, port);
                Socket accepted = server.accept()) {
            client.setSoTimeout(PATIENCE_MS);
            accepted.setSoTimeout(PATIENCE_MS);
            client.getOutputStream().write('a');
            assertThat(accepted.getInputStream().read()).isEqualTo('a');

            cable.cut();
            client.getOutputStream().write('b');
            accepted.getOutputStream().write('c');
            client.setSoTimeout(MOMENT_MS);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            cable.mend();
            client.setSoTimeout(PATIENCE_MS);
            assertThat(accepted.getInputStream().read()).isEqualTo('b');
            assertThat(client.getInputStream().read()).isEqualTo('c');
        }
    }

    @Test
    void theEndOfOneSideEndsTheOther() throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        int port = new FreePorts().next();
        try (ServerSocket server = new ServerSocket(0, 1, local);
                Cable cable = new Cable(port, server.getLocalPort());
                Socket client = new Socket(local, port)) {
            assertThat(cable).isNotNull();
            client.setSoTimeout(PATIENCE_MS);
            server.accept().close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}
