package kafkademo.producer;

import java.io.FileDescriptor;
import java.io.PrintStream;
import java.util.Map;
import kafkademo.common.log.StandardStreams;
import kafkademo.common.runtime.Service;

/** Entry point of the producer. */
public final class ProducerMain {
    private ProducerMain() {}

    public static void main(String[] arguments) {
        System.setErr(StandardStreams.utf8(FileDescriptor.err));
        int exitCode = run(arguments, System.getenv(), System.err);
        if (exitCode != Service.OK) {
            System.exit(exitCode);
        }
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream err) {
        return new Service("producer", err).run(arguments, environment, ProducerSettings::from, ProducerService::new);
    }
}
