package kafkademo.consumer;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import kafkademo.common.runtime.Service;
import kafkademo.common.settings.Environment;
import kafkademo.consumer.reconcile.Reconcile;

/** Entry point of the consumer, and of the command {@code reconcile} that stands in the same jar. */
public final class ConsumerMain {
    private ConsumerMain() {}

    public static void main(String[] arguments) {
        // In UTF-8 whatever the locale: that of a container is often plain ASCII.
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        int exitCode = run(arguments, System.getenv(), System.err);
        if (exitCode != Service.OK) {
            System.exit(exitCode);
        }
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream err) {
        if (arguments.length > 0 && arguments[0].equals(Reconcile.NAME)) {
            String[] options = Arrays.copyOfRange(arguments, 1, arguments.length);
            return new Reconcile(new PrintStream(System.out, true, StandardCharsets.UTF_8), err)
                    .run(options, environment, ConsumerMain::reconcileSubject);
        }
        return new Service("consumer", err).run(arguments, environment, ConsumerSettings::from, ConsumerService::new);
    }

    private static Reconcile.Subject reconcileSubject(Environment environment) {
        ConsumerSettings settings = ConsumerSettings.from(environment);
        return new Reconcile.Subject(settings.common().client(), settings.group());
    }
}
