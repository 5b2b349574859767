package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A certificate authority, made by the JDK's own {@code keytool}. Everything it issues is PEM text. */
final class TestCertificates {
    private static final String PASSWORD = "only-for-the-file";
    private static final String AUTHORITY = "authority";

    /** Kafka looks the cipher up by this name, and all JDKs give the name back for a key that is encrypted with it. */
    private static final String KEY_CIPHER = "PBEWithMD5AndDES";

    private final Path file;

    /**
     * A certificate with its key.
     *
     * @param chain the certificate and the authority's own, as PEM
     * @param key the private key in PKCS #8, as PEM
     */
    record Identity(String chain, String key) {}

    /** @param folder takes the authority's key store */
    TestCertificates(Path folder, String name) {
        file = folder.resolve(name + ".p12");
        generate(AUTHORITY, "CN=" + name, List.of("-ext", "bc:c"));
    }

    /** Returns the authority's certificate as PEM. Whoever trusts it trusts what the authority issues. */
    String authority() {
        return pem("CERTIFICATE", encoded(certificates(AUTHORITY).get(0)));
    }

    /**
     * Issues a certificate.
     *
     * @param options for {@code keytool -genkeypair}, such as names and dates
     */
    Identity issue(String commonName, String... options) {
        List<String> all = new ArrayList<>(List.of("-signer", AUTHORITY));
        all.addAll(List.of(options));
        generate(commonName, "CN=" + commonName, all);
        StringBuilder chain = new StringBuilder();
        certificates(commonName).forEach(certificate -> chain.append(pem("CERTIFICATE", encoded(certificate))));
        return new Identity(chain.toString(), pem("PRIVATE KEY", key(commonName).getEncoded()));
    }

    /** Returns the same identity with its key encrypted by a password. */
    static Identity encrypted(Identity identity, String password) {
        try {
            SecretKey secret =
                    SecretKeyFactory.getInstance(KEY_CIPHER).generateSecret(new PBEKeySpec(password.toCharArray()));
            Cipher cipher = Cipher.getInstance(KEY_CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, secret);
            byte[] key = Base64.getMimeDecoder().decode(identity.key.replaceAll("-----.*-----", ""));
            byte[] encrypted = new EncryptedPrivateKeyInfo(cipher.getParameters(), cipher.doFinal(key)).getEncoded();
            return new Identity(identity.chain, pem("ENCRYPTED PRIVATE KEY", encrypted));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void generate(String alias, String name, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                alias,
                "-dname",
                name));
        command.addAll(options);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<Certificate> certificates(String alias) {
        try {
            return List.of(open().getCertificateChain(alias));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Key key(String alias) {
        try {
            return open().getKey(alias, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore open() throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
