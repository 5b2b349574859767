package kafkademo.common.training;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafkademo.common.settings.SettingNames;

/**
 * Runs a command, which is a service's, against a {@link TrainingBroker} until it has sent or been given enough records, and
 * then ends it with SIGTERM, as Compose would. A JVM that was started with {@code -XX:AOTCacheOutput} thereby writes its cache.
 */
public final class TrainingMain {
    private static final int ENOUGH_RECORDS = 20_000;
    private static final long TIMEOUT_SECONDS = 120;

    private TrainingMain() {}

    /**
     * @param command the service's command line
     * @throws IOException if the command can't be started, or has ended by itself or not within two minutes
     */
    public static void main(String[] command) throws IOException, InterruptedException {
        try (TrainingBroker broker = new TrainingBroker(ENOUGH_RECORDS)) {
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment()
                    .putAll(Map.of(
                            SettingNames.KAFKA_BROKER,
                            "127.0.0.1:" + broker.port(),
                            SettingNames.MESSAGES_PER_SECOND,
                            "10000"));
            Process service = builder.start();
            try {
                awaitEnough(broker, service);
                service.destroy();
                if (!service.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("the service has not ended");
                }
            } finally {
                service.destroyForcibly();
            }
        }
    }

    private static void awaitEnough(TrainingBroker broker, Process service) throws IOException, InterruptedException {
        String what = ENOUGH_RECORDS + " records";
        try {
            CompletableFuture.anyOf(broker.enough(), service.onExit()).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the service has not worked off " + what + " in " + TIMEOUT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("can't wait for the service", e.getCause());
        }
        if (!service.isAlive()) {
            throw new IOException(
                    "the service has ended by itself, before its " + what + ", with exit code " + service.exitValue());
        }
    }
}
