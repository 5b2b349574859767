package kafkademo.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kafkademo.common.control.ControlServer;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.log.Logs;
import kafkademo.common.metrics.Beans;
import kafkademo.common.metrics.JmxPort;
import kafkademo.common.runtime.BrokerGate;
import kafkademo.common.runtime.Heartbeat;
import kafkademo.common.runtime.Housekeeping;
import kafkademo.common.runtime.StopSignal;
import kafkademo.consumer.decode.Decoder;
import kafkademo.consumer.poll.ConsumerMetrics;
import kafkademo.consumer.poll.OffsetReset;
import kafkademo.consumer.poll.PollLoop;
import kafkademo.consumer.poll.Progress;
import kafkademo.consumer.poll.RecordHandler;
import kafkademo.consumer.poll.TooLarge;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The consumer, put together: it waits for the broker, consumes until it is told to stop, commits and leaves its group. */
final class ConsumerService {
    /** How long records are read one by one after memory ran out. */
    private static final long SINGLY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ConsumerSettings settings;
    private final StopSignal stop;
    private final Logs logs;
    private final Log log;
    private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);
    private final ConsumerKnobs knobs;
    private final LineBudget processedLines;
    private final LineBudget errorLines;
    private final ConsumerSummary summary;
    private volatile Progress progress;

    ConsumerService(ConsumerSettings settings, StopSignal stop, Logs logs) {
        this.settings = settings;
        this.stop = stop;
        this.logs = logs;
        log = logs.named("consumer");
        knobs = new ConsumerKnobs(settings.processingDelayMs(), settings.paused(), log);
        processedLines = new LineBudget(settings.common().logLinesPerSecond(), System::nanoTime);
        errorLines = new LineBudget(settings.common().logLinesPerSecond(), System::nanoTime);
        summary = new ConsumerSummary(log, metrics, processedLines, errorLines, System::nanoTime);
    }

    /** Returns when the stop is requested and everything is closed. */
    void run() {
        metrics.registerBeans();
        Beans.register(new ConsumerBean(metrics, summary, knobs, processedLines, errorLines), "consumer");
        ConsumerClient client = new ConsumerClient(settings);
        log.info(
                "starting",
                line -> line.add("broker", settings.common().client().brokers())
                        .add("group", settings.group())
                        .add("processing_delay_ms", settings.processingDelayMs())
                        .add("paused", settings.paused() ? "true" : null)
                        .add("control", ControlServer.SOCKET.toString()));
        Housekeeping housekeeping = new Housekeeping(
                new Heartbeat(Heartbeat.FILE, logs.named("heartbeat")),
                this::makesProgress,
                this::summarize,
                logs::drain,
                logs.named("housekeeping"));
        ControlServer control = new ControlServer(knobs.all(), logs.named("control"));
        JmxPort jmx = JmxPort.open(settings.common().jmxPort(), logs.named("jmx"));
        try (housekeeping;
                control;
                jmx) {
            housekeeping.start();
            control.listen(ControlServer.SOCKET);
            if (new BrokerGate(settings.common().client(), stop, logs.named("broker")).await()) {
                consume(client);
            }
        }
    }

    /**
     * Consumes until the stop is requested. When memory runs out, the client is made anew, because it can't be trusted then, and
     * reads record by record for a while. A record that does not fit even so is passed over.
     */
    private void consume(ConsumerClient client) {
        TooLarge tooLarge = new TooLarge(client::connectForSingleRecords, log);
        boolean singly = false;
        while (!stop.isRequested()) {
            singly = !consume(client, singly, tooLarge);
        }
    }

    /** Returns whether all went well. */
    private boolean consume(ConsumerClient client, boolean singly, TooLarge tooLarge) {
        Consumer<byte[], byte[]> consumer = singly ? client.connectForSingleRecords() : client.connect();
        Map<TopicPartition, Long> positions = new HashMap<>();
        long handled = metrics.handled();
        try {
            PollLoop loop = loop(client, consumer);
            loop.passOver(tooLarge);
            progress = new Progress(consumer::metrics, metrics, loop::turns);
            log.info("consuming");
            long begun = System.nanoTime();
            loop.run(() -> singly && System.nanoTime() - begun > SINGLY_NANOS);
            return true;
        } catch (OutOfMemoryError e) {
            log.warn(singly ? "out of memory" : "out of memory: reading record by record");
            consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        } finally {
            consumer.close(CloseOptions.timeout(ConsumerClient.CLOSE_TIMEOUT));
        }
        if (singly && !tooLarge.find(positions) && metrics.handled() == handled) {
            throw new IllegalStateException("out of memory, though each record fits");
        }
        return false;
    }

    private PollLoop loop(ConsumerClient client, Consumer<byte[], byte[]> consumer) {
        RecordHandler handler =
                new RecordHandler(new Decoder(), metrics, log, processedLines, errorLines, System::currentTimeMillis);
        return new PollLoop(
                consumer,
                new OffsetReset(consumer, client.offsetReset(), log, System::currentTimeMillis),
                handler::handle,
                metrics,
                log,
                knobs.processingDelayMs()::get,
                knobs.paused()::get,
                System::nanoTime,
                stop);
    }

    private boolean makesProgress() {
        Progress current = progress;
        return current != null && current.sinceLastLook();
    }

    private void summarize() {
        Progress current = progress;
        summary.write(current != null && !stop.isRequested() && current.secondsWithout() >= 10);
    }
}
