package kafkademo.common.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** One client: its request as far as it has come, then the answer as far as it has gone. Never waits. Not thread-safe. */
final class ControlSession {
    private static final String REQUEST_END = "\n" + Protocol.END + "\n";
    private static final List<String> TOO_LONG =
            List.of(Protocol.REFUSED, "not understood: more than " + Protocol.MAX_REQUEST + " bytes without an end");
    private static final List<String> CUT_OFF = List.of(Protocol.REFUSED, "not understood: no end");

    private final SelectionKey key;
    private final SocketChannel channel;
    private final long deadline;
    private final ByteBuffer request = ByteBuffer.allocate(Protocol.MAX_REQUEST);
    private ByteBuffer answer;

    /** @param deadline a time of {@link System#nanoTime} by which all must be said */
    ControlSession(SelectionKey key, long deadline) {
        this.key = key;
        this.channel = (SocketChannel) key.channel();
        this.deadline = deadline;
    }

    long nanosLeft(long now) {
        return deadline - now;
    }

    /**
     * Reads and writes what is possible right now.
     *
     * @return whether there is nothing left to do, be it that the client has gone
     */
    boolean advance(Function<List<String>, List<String>> commands) {
        try {
            if (answer == null) {
                List<String> lines = read(commands);
                if (lines == null) {
                    return false;
                }
                answer = encode(lines);
                key.interestOps(SelectionKey.OP_WRITE);
            }
            channel.write(answer);
            return !answer.hasRemaining();
        } catch (IOException e) {
            return true;
        }
    }

    /** The answer, or {@code null} while the request is not complete. */
    private List<String> read(Function<List<String>, List<String>> commands) throws IOException {
        boolean ended = channel.read(request) < 0;
        // The line break in front lets a request of nothing but its end look like all others.
        String text = "\n" + new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
        int end = text.indexOf(REQUEST_END);
        if (end >= 0) {
            return commands.apply(text.substring(0, end).lines().skip(1).toList());
        }
        return ended ? CUT_OFF : request.hasRemaining() ? null : TOO_LONG;
    }

    private static ByteBuffer encode(List<String> lines) {
        return StandardCharsets.UTF_8.encode(String.join("\n", lines) + "\n");
    }

    /** Answers without having listened. */
    static void turnAway(SocketChannel channel, List<String> answer) {
        try {
            channel.write(encode(answer));
        } catch (IOException e) {
            // Nothing is owed to a client that has gone.
        } finally {
            close(channel);
        }
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing more to do with it.
        }
    }
}
