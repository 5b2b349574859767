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
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import kafkademo.common.log.Causes;
import kafkademo.common.settings.ClientSettings.Address;

/**
 * Says what listens at an address. The Kafka client says "timed out" whatever it met. So after it has failed, this asks again over a
 * bare socket, with two requests that every broker answers, and tells what came back.
 */
final class BrokerProbe {
    static final String NO_ANSWER = "no answer in time";

    private static final int TIMEOUT_MILLIS = 700;
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private static final int API_VERSIONS = 18;
    private static final int METADATA = 3;
    private static final int CORRELATION_ID = 0x6b64656d;

    /** Reads as the rest of a request to an HTTP server, which thus answers, too. */
    private static final byte[] CLIENT_ID = " / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final String SEE = ": see KAFKA_CLIENT_SECURITY_PROTOCOL";
    private static final int HTTP =
            ByteBuffer.wrap("HTTP".getBytes(StandardCharsets.US_ASCII)).getInt();

    private final Address address;
    private final boolean usesTls;
    private final boolean usesSasl;

    /** @param securityProtocol the client's own, such as {@code SASL_SSL} */
    BrokerProbe(Address address, String securityProtocol) {
        String protocol = securityProtocol.toUpperCase(Locale.ROOT);
        this.address = address;
        this.usesTls = protocol.endsWith("SSL");
        this.usesSasl = protocol.startsWith("SASL_");
    }

    /** Returns why no connection can be made, or {@code null} if one can. Name resolution counts towards the time, too. */
    static String whyUnreachable(Address address, int timeoutMillis) {
        return CompletableFuture.supplyAsync(() -> tryToConnect(address, timeoutMillis), BrokerProbe::onThreadOfItsOwn)
                .completeOnTimeout(NO_ANSWER, timeoutMillis, TimeUnit.MILLISECONDS)
                .join();
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

    /** Returns what is wrong with what listens there, or {@code null} if nothing shows. */
    String findings() {
        try (Socket socket = connect(address, TIMEOUT_MILLIS)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return usesTls ? askOverTls(socket) : ask(socket);
        } catch (SocketTimeoutException e) {
            return "accepts the connection but does not answer";
        } catch (IOException e) {
            return Causes.inWords(e);
        }
    }

    private String ask(Socket socket) throws SocketTimeoutException {
        boolean speaksKafka = false;
        try {
            exchange(socket, API_VERSIONS, 0);
            speaksKafka = true;
            return usesSasl ? null : whyAdvertisedIsUnreachable(exchange(socket, METADATA, 1, 0, 0, 0, 0));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if (speaksKafka) {
                return "closes the connection to a client that does not authenticate" + SEE;
            } else if (!usesTls && speaksTls()) {
                return "speaks TLS" + SEE;
            }
            return e instanceof ProtocolException ? e.getMessage() : "closes the connection: not a Kafka broker";
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

    private String askOverTls(Socket socket) throws SocketTimeoutException {
        AnyCertificate certificate = new AnyCertificate();
        try {
            return ask(handshake(socket, certificate));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return certificate.shown ? null : "does not speak TLS" + SEE;
        }
    }

    private boolean speaksTls() {
        AnyCertificate certificate = new AnyCertificate();
        try (Socket socket = connect(address, TIMEOUT_MILLIS)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            handshake(socket, certificate);
        } catch (IOException e) {
            // A server that wants a certificate of the client has shown its own by then.
        }
        return certificate.shown;
    }

    private SSLSocket handshake(Socket socket, AnyCertificate certificate) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {certificate}, null);
            SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, address.host(), address.port(), false);
            tls.startHandshake();
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Accepts any certificate: the probe sends nothing secret, and the Kafka client itself checks it. */
    private static final class AnyCertificate implements X509TrustManager {
        private boolean shown;

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            shown = true;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
