package kafkademo.common.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sends one request to the service. */
final class ControlClient {
    private ControlClient() {}

    /**
     * Returns the service's answer.
     *
     * @throws IOException if there is none, with a message for the user
     */
    static String ask(Path socket, String request, long patienceMillis) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
        String problem;
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            closeLater(channel, patienceMillis);
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(bytes);
            byte[] answer = Channels.newInputStream(channel).readAllBytes();
            if (answer.length > 0) {
                return new String(answer, StandardCharsets.UTF_8);
            }
            problem = "it hung up";
        } catch (AsynchronousCloseException e) {
            problem = "it does not respond";
        } catch (IOException e) {
            problem = e.getMessage();
        }
        throw new IOException("no answer from a service at " + socket + ": " + problem);
    }

    /** Unix domain sockets have no time-outs in Java, but closing one ends whatever waits for it. */
    private static void closeLater(SocketChannel channel, long patienceMillis) {
        Thread deadline = new Thread("deadline") {
            @Override
            public void run() {
                try {
                    sleep(patienceMillis);
                    channel.close();
                } catch (InterruptedException | IOException e) {
                    // The process ends anyway.
                }
            }
        };
        deadline.setDaemon(true);
        deadline.start();
    }
}
