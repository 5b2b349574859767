package kafkademo.consumer;

import kafkademo.common.control.Knobs;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.log.LogLine;
import kafkademo.common.metrics.Beans;
import kafkademo.common.runtime.Service;
import kafkademo.common.runtime.StopSignal;
import kafkademo.consumer.decode.Decoder;
import kafkademo.consumer.poll.ConsumerMetrics;
import kafkademo.consumer.poll.OffsetReset;
import kafkademo.consumer.poll.PollLoop;
import kafkademo.consumer.poll.PollProgress;
import kafkademo.consumer.poll.RecordHandler;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** The consumer, put together: it consumes until it is told to stop, commits and leaves its group. */
final class ConsumerService implements Service.Work {
    private static final int SUMMARY_SECONDS = 10;

    private final ConsumerSettings settings;
    private final StopSignal stop;
    private final Log log;
    private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);
    private final ConsumerKnobs knobs;
    private final LineBudget processedLines;
    private final LineBudget errorLines;
    private final ConsumerSummary summary;
    private final ConsumerClient client;
    private volatile PollProgress progress;

    ConsumerService(ConsumerSettings settings, StopSignal stop, Log log) {
        this.settings = settings;
        this.stop = stop;
        this.log = log;
        knobs = new ConsumerKnobs(settings.processingDelayMs(), settings.paused(), log);
        processedLines = new LineBudget(settings.common().logLinesPerSecond(), System::nanoTime);
        errorLines = new LineBudget(settings.common().logLinesPerSecond(), System::nanoTime);
        summary = new ConsumerSummary(log, metrics, processedLines, errorLines, System::nanoTime);
        client = new ConsumerClient(settings);
        metrics.registerBeans();
        Beans.register(new ConsumerBean(metrics, summary, knobs, processedLines, errorLines), "consumer");
    }

    @Override
    public void describe(LogLine startLine) {
        startLine
                .add("group", settings.group())
                .add("processing_delay_ms", settings.processingDelayMs())
                .add("paused", settings.paused() ? "true" : null);
    }

    @Override
    public Knobs knobs() {
        return knobs.all();
    }

    @Override
    public void run() {
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
            progress = new PollProgress(consumer::metrics, metrics, loop::turns, loop::recordsWait);
            log.info("consuming");
            loop.run();
        } finally {
            consumer.close(CloseOptions.timeout(ConsumerClient.CLOSE_TIMEOUT));
        }
    }

    @Override
    public boolean isHealthy() {
        PollProgress current = progress;
        return current != null && current.sinceLastLook();
    }

    @Override
    public void summarize() {
        PollProgress current = progress;
        summary.write(current != null && !stop.isRequested() && current.secondsWithoutAnswer() >= SUMMARY_SECONDS);
    }
}
