package kafkademo.common.runtime;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kafkademo.common.log.Causes;
import kafkademo.common.settings.ClientSettings.Address;

/**
 * Says what listens at an address. The Kafka client says "timed out" whatever it met. So after it has failed, this asks again over a
 * plain socket, with two requests that every broker answers, and looks at what comes back.
 */
final class BrokerProbe {
    static final String NO_ANSWER = "no answer in time";
    private static final String SILENT = "accepts the connection but does not answer";

    private static final int TIMEOUT_MILLIS = 700;
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private static final int API_VERSIONS = 18;
    private static final int METADATA = 3;
    private static final int CORRELATION_ID = 0x6b64656d;

    /** Reads like the end of an HTTP request, so an HTTP server answers too. */
    private static final byte[] CLIENT_ID = " / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What an answer begins with, read as its length. */
    private static final int HTTP =
            ByteBuffer.wrap("HTTP".getBytes(StandardCharsets.US_ASCII)).getInt();

    /** The first byte of the alert with which a TLS server answers anything but TLS (RFC 8446, section 5.1). */
    private static final int TLS_ALERT = 21;

    private static final String SEE = ": see KAFKA_CLIENT_SECURITY_PROTOCOL";
    private static final String SPEAKS_TLS = "speaks TLS" + SEE;

    private BrokerProbe() {}

    /** Returns why no connection can be made, or {@code null} if one can. Name resolution counts towards the time, too. */
    static String whyUnreachable(Address address, int timeoutMillis) {
        return CompletableFuture.supplyAsync(() -> tryToConnect(address, timeoutMillis), BrokerProbe::onThreadOfItsOwn)
                .completeOnTimeout(NO_ANSWER, timeoutMillis, TimeUnit.MILLISECONDS)
                .join();
    }

    /** Also asks what is there: a client without TLS takes a TLS server's answer for a length, and runs out of memory. */
    static String whyUnusable(Address address, String securityProtocol, int timeoutMillis) {
        String cause = whyUnreachable(address, timeoutMillis);
        if (cause == null && !securityProtocol.endsWith("SSL")) {
            cause = findings(address, securityProtocol);
        }
        return SILENT.equals(cause) ? null : cause; // it may just be slow
    }

    private static String tryToConnect(Address address, int timeoutMillis) {
        try {
            connect(address, timeoutMillis).close();
            return null;
        } catch (IOException e) {
            return Causes.inWords(e);
        }
    }

    /** A host can have several addresses, of which one is enough. */
    private static Socket connect(Address address, int timeoutMillis) throws IOException {
        IOException failure = null;
        for (InetAddress ip : InetAddress.getAllByName(address.host())) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(ip, address.port()), timeoutMillis);
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    static void onThreadOfItsOwn(Runnable task) {
        Thread thread = new Thread(task, "broker");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Returns what is wrong with what listens there, or {@code null} if nothing shows.
     *
     * @param securityProtocol the Kafka client's own, such as {@code SASL_SSL}
     */
    static String findings(Address address, String securityProtocol) {
        boolean usesTls = securityProtocol.endsWith("SSL");
        boolean speaksKafka = false;
        try (Socket socket = connect(address, TIMEOUT_MILLIS)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            exchange(socket, API_VERSIONS, 0);
            speaksKafka = true;
            if (usesTls) {
                return "does not speak TLS" + SEE;
            }
            return securityProtocol.startsWith("SASL_")
                    ? null
                    : whyAdvertisedIsUnreachable(exchange(socket, METADATA, 1, 0, 0, 0, 0));
        } catch (SocketTimeoutException e) {
            return SILENT;
        } catch (ProtocolException e) {
            return usesTls && e.getMessage().equals(SPEAKS_TLS) ? null : e.getMessage();
        } catch (IOException e) {
            return speaksKafka
                    ? "closes the connection to a client that does not authenticate" + SEE
                    : "closes the connection: not a Kafka broker";
        }
    }

    /** Sends a request without flexible fields, and returns what follows the answer's header. */
    private static DataInputStream exchange(Socket socket, int apiKey, int version, int... body) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(64);
        request.putInt(10 + CLIENT_ID.length + body.length)
                .putShort((short) apiKey)
                .putShort((short) version)
                .putInt(CORRELATION_ID)
                .putShort((short) CLIENT_ID.length)
                .put(CLIENT_ID);
        for (int b : body) {
            request.put((byte) b);
        }
        socket.getOutputStream().write(request.array(), 0, request.position());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = in.readInt();
        if (length == HTTP) {
            throw new ProtocolException("speaks HTTP, not Kafka");
        } else if (length >>> 24 == TLS_ALERT) {
            throw new ProtocolException(SPEAKS_TLS);
        } else if (length < Integer.BYTES || length > MAX_ANSWER_BYTES || in.readInt() != CORRELATION_ID) {
            throw new ProtocolException("does not speak Kafka");
        }
        return new DataInputStream(new ByteArrayInputStream(in.readNBytes(length - Integer.BYTES)));
    }

    /** Clients go on to the addresses that the brokers advertise, whatever the bootstrap address was. */
    private static String whyAdvertisedIsUnreachable(DataInputStream metadata) throws IOException {
        for (int brokers = metadata.readInt(); brokers > 0; brokers--) {
            metadata.readInt(); // the broker's id
            Address advertised = new Address(metadata.readUTF(), metadata.readInt());
            metadata.skipBytes(Math.max(0, metadata.readShort())); // its rack
            String cause = whyUnreachable(advertised, TIMEOUT_MILLIS);
            if (cause != null) {
                return "the broker advertises " + advertised + ": " + cause;
            }
        }
        return null;
    }
}
