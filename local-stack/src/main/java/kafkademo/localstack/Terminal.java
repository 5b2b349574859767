package kafkademo.localstack;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Decides whether standard output is a terminal that should show colours. */
final class Terminal {
    private Terminal() {}

    /** Returns true for a terminal, unless NO_COLOR or TERM=dumb asks for plain text. */
    static boolean wantsColours(Map<String, String> environment) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return !refused && isTerminal();
    }

    /**
     * Asks the system. System.console() is also null if only the input is not a terminal, and on some versions of Java
     * it is never null.
     */
    private static boolean isTerminal() {
        try {
            Process test = new ProcessBuilder("/bin/sh", "-c", "test -t 1")
                    .redirectOutput(Redirect.INHERIT)
                    .start();
            return test.waitFor(2, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
