package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void putsNetworkErrorsInWords() {
        assertThat(Causes.inWords(new ConnectException("Connection refused"))).isEqualTo("connection refused");
        assertThat(Causes.inWords(new ConnectException())).isEqualTo("connect");
        assertThat(Causes.inWords(new UnknownHostException("kafka"))).isEqualTo("unknown host");
        assertThat(Causes.inWords(new SocketTimeoutException("Connect timed out")))
                .isEqualTo("no answer in time");
        assertThat(Causes.inWords(new NoRouteToHostException("No route to host")))
                .isEqualTo("No route to host");
    }

    @Test
    void putsFileErrorsInWords() {
        assertThat(Causes.inWords(new AccessDeniedException("/x"))).isEqualTo("access denied");
        assertThat(Causes.inWords(new NoSuchFileException("/x"))).isEqualTo("no such file or folder");
        assertThat(Causes.inWords(new FileSystemException("/x", null, "Read-only file system")))
                .isEqualTo("Read-only file system");
        assertThat(Causes.inWords(new FileSystemException("/x"))).isEqualTo("/x");
    }

    @Test
    void saysThatACertificateIsWrong() {
        assertThat(Causes.inWords(new CertificateExpiredException("NotAfter: Thu Nov 26 08:01:57 UTC 2026")))
                .isEqualTo("certificate expired: NotAfter: Thu Nov 26 08:01:57 UTC 2026");
        assertThat(Causes.inWords(new CertificateException("No name matching kafka found")))
                .isEqualTo("certificate: No name matching kafka found");
    }

    @Test
    void reportsTheInnermostCause() {
        assertThat(Causes.inWords(new ExecutionException(new IOException("outer", new IOException("inner")))))
                .isEqualTo("inner");
    }

    @Test
    void reportsTheKindOfAnExceptionWithoutMessage() {
        assertThat(Causes.inWords(new IllegalStateException())).isEqualTo("illegal state");
        assertThat(Causes.inWords(new IllegalStateException(" \n"))).isEqualTo("illegal state");
        assertThat(Causes.inWords(new StackOverflowError())).isEqualTo("stack overflow error");
    }

    @Test
    void putsAMessageOnOneLine() {
        assertThat(Causes.inWords(new IllegalStateException("\n one\r\n  two\n\nthree\u2028four \n")))
                .isEqualTo("one two three four");
    }
}
