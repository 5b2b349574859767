package kafkademo.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import kafkademo.consumer.poll.TooLarge;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The consumer, put together: it consumes until it is told to stop, commits and leaves its group. */
final class ConsumerService implements Service.Work {
    private static final int SUMMARY_SECONDS = 10;

    /** How long records are read one by one after memory ran out. */
    private static final long SINGLY_NANOS = TimeUnit.SECONDS.toNanos(30);

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

    /**
     * Consumes until the stop is requested. When memory runs out, the client is made anew, because it can't be trusted then, and
     * reads record by record for a while. A record that does not fit even so is passed over.
     */
    @Override
    public void run() {
        TooLarge tooLarge = new TooLarge(client::connectForSingleRecords, log);
        boolean singly = false;
        while (!stop.isRequested()) {
            singly = !consume(singly, tooLarge);
        }
    }

    /** Returns whether all went well. */
    private boolean consume(boolean singly, TooLarge tooLarge) {
        Consumer<byte[], byte[]> consumer = singly ? client.connectForSingleRecords() : client.connect();
        Map<TopicPartition, Long> positions = new HashMap<>();
        long handled = metrics.handled();
        try {
            PollLoop loop = loop(consumer);
            loop.passOver(tooLarge);
            progress = new PollProgress(consumer::metrics, metrics, loop::turns, loop::recordsWait);
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

    private PollLoop loop(Consumer<byte[], byte[]> consumer) {
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
