package kafkademo.consumer;

import java.io.PrintStream;
import java.util.Map;
import kafkademo.common.Service;

/** Entry point of the consumer. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int exitCode = run(arguments, System.getenv(), System.err);
        if (exitCode != Service.OK) {
            System.exit(exitCode);
        }
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream err) {
        return new Service("consumer", err)
                .run(
                        arguments,
                        environment,
                        ConsumerSettings::from,
                        (settings, stop, output) -> new ConsumerService(settings, stop, output).run());
    }
}
