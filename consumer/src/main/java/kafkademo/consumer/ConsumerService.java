package kafkademo.consumer;

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
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** The consumer, put together: it waits for the broker, consumes until it is told to stop, commits and leaves its group. */
final class ConsumerService {
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

    private void consume(ConsumerClient client) {
        RecordHandler handler =
                new RecordHandler(new Decoder(), metrics, log, processedLines, errorLines, System::currentTimeMillis);
        Consumer<byte[], byte[]> consumer = client.connect();
        try {
            PollLoop loop = new PollLoop(
                    consumer,
                    new OffsetReset(consumer, client.offsetReset(), log, System::currentTimeMillis),
                    handler::handle,
                    metrics,
                    log,
                    knobs.processingDelayMs()::get,
                    knobs.paused()::get,
                    System::nanoTime,
                    stop);
            progress = new Progress(consumer::metrics, metrics, loop::turns);
            log.info("consuming");
            loop.run();
        } finally {
            consumer.close(CloseOptions.timeout(ConsumerClient.CLOSE_TIMEOUT));
        }
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
