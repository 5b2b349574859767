package kafkademo.producer;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import kafkademo.common.runtime.Service;

/** Entry point of the producer. */
public final class ProducerMain {
    private ProducerMain() {}

    public static void main(String[] arguments) {
        // In UTF-8 whatever the locale: that of a container is often plain ASCII.
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        int exitCode = run(arguments, System.getenv(), System.err);
        if (exitCode != Service.OK) {
            System.exit(exitCode);
        }
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream err) {
        return new Service("producer", err).run(arguments, environment, ProducerSettings::from, ProducerService::new);
    }
}
