package kafkademo.common.training;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;

/**
 * As much of a Kafka broker as one service needs to start and to work for a few seconds, on a free port of the loopback
 * interface. It keeps nothing: what is sent is counted, what is fetched is made up. The wire format is Kafka's own
 * (<a href="https://kafka.apache.org/protocol">protocol guide</a>), read and written by the classes that the client brings.
 */
final class TrainingBroker implements Closeable {
    private final ServerSocket server;
    private final TrainingAnswers answers;
    private final CompletableFuture<Void> enough = new CompletableFuture<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /** @param enoughRecords so many records, sent and fetched together, are {@link #enough} */
    TrainingBroker(int enoughRecords) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        answers = new TrainingAnswers(port(), total -> {
            if (total >= enoughRecords) {
                enough.complete(null);
            }
        });
        start("accept", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Completed when there have been enough records. */
    CompletableFuture<Void> enough() {
        return enough;
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                start("connection", () -> serve(connection));
            } catch (IOException e) {
                report(e);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            while (!server.isClosed()) {
                byte[] request = new byte[in.readInt()];
                in.readFully(request);
                ByteBuffer response = answer(ByteBuffer.wrap(request));
                out.writeInt(response.remaining());
                out.write(response.array(), response.arrayOffset() + response.position(), response.remaining());
                out.flush();
            }
        } catch (EOFException e) {
            // The client has closed the connection.
        } catch (IOException e) {
            report(e);
        } finally {
            connections.remove(connection);
        }
    }

    private ByteBuffer answer(ByteBuffer buffer) {
        RequestHeader header = RequestHeader.parse(buffer);
        ApiKeys api = header.apiKey();
        AbstractRequest request =
                AbstractRequest.parseRequest(api, header.apiVersion(), new ByteBufferAccessor(buffer)).request;
        ApiMessage answer = answers.to(request);
        return RequestUtils.serialize(
                new ResponseHeaderData().setCorrelationId(header.correlationId()),
                api.responseHeaderVersion(header.apiVersion()),
                answer,
                header.apiVersion());
    }

    /** A connection that breaks while everything is being closed is none of anybody's business. */
    private void report(IOException e) {
        if (!server.isClosed()) {
            System.err.println("training broker: " + e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
