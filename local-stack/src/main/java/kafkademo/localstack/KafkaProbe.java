package kafkademo.localstack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * Asks a broker for its metadata.
 *
 * <p>The request is written by hand because it has only 18 bytes. A Kafka client would add threads, retries and log
 * lines of its own.
 */
final class KafkaProbe {
    private static final short METADATA = 3;
    private static final short VERSION = 1;
    private static final int CORRELATION_ID = 1;
    private static final short NO_CLIENT_ID = -1;
    private static final int NO_TOPICS = 0;
    private static final int TIMEOUT_MS = 2_000;
    private static final int MAX_RESPONSE = 1 << 20;

    private KafkaProbe() {}

    /** Returns whether the broker on this local port reports at least one broker, itself, and a controller. */
    static boolean isReady(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(request());
            out.flush();
            return tellsOfController(new DataInputStream(socket.getInputStream()));
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] request() {
        ByteBuffer body = ByteBuffer.allocate(18);
        body.putInt(body.capacity() - Integer.BYTES);
        body.putShort(METADATA).putShort(VERSION).putInt(CORRELATION_ID).putShort(NO_CLIENT_ID);
        body.putInt(NO_TOPICS);
        return body.array();
    }

    private static boolean tellsOfController(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MAX_RESPONSE) {
            throw new IOException("not a Kafka broker");
        }
        in.readInt(); // correlation id
        int brokers = in.readInt();
        for (int i = 0; i < brokers; i++) {
            in.readInt(); // id
            skipString(in); // host
            in.readInt(); // port
            skipString(in); // rack
        }
        int controller = in.readInt();
        return brokers > 0 && controller >= 0;
    }

    private static void skipString(DataInputStream in) throws IOException {
        int length = in.readShort();
        if (length > 0) {
            in.skipNBytes(length);
        }
    }
}
