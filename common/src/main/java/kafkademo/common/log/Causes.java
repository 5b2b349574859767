package kafkademo.common.log;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.util.Locale;
import org.apache.kafka.common.errors.TimeoutException;

/** Puts exceptions in words for the people who read log lines. */
public final class Causes {
    private Causes() {}

    /** Returns the innermost cause of {@code thrown} in a few words, on one line. */
    public static String inWords(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        if (innermost instanceof UnknownHostException || innermost instanceof AccessDeniedException) {
            return nameInWords(innermost);
        } else if (innermost instanceof SocketTimeoutException || innermost instanceof TimeoutException) {
            return "no answer in time";
        } else if (innermost instanceof ConnectException && message != null) {
            return message.toLowerCase(Locale.ROOT);
        } else if (innermost instanceof CertificateException) {
            return nameInWords(innermost) + ": " + message;
        } else if (innermost instanceof NoSuchFileException) {
            return "no such file or folder";
        } else if (innermost instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return message == null || message.isBlank()
                ? nameInWords(innermost)
                : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Turns {@code NoAvailableBrokersException} into {@code no available brokers}. */
    private static String nameInWords(Throwable thrown) {
        return thrown.getClass()
                .getSimpleName()
                .replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
