package kafkademo.consumer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kafkademo.common.control.Knobs;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;
import kafkademo.common.log.LogLine;
import kafkademo.common.runtime.BrokerGate;
import kafkademo.common.runtime.Service;
import kafkademo.common.runtime.StopSignal;
import kafkademo.consumer.decode.Decoder;
import kafkademo.consumer.poll.DeadLetters;
import kafkademo.consumer.poll.OffsetReset;
import kafkademo.consumer.poll.PollLoop;
import kafkademo.consumer.poll.PollProgress;
import kafkademo.consumer.poll.RecordHandler;
import kafkademo.consumer.poll.TooLarge;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The consumer, put together: it consumes until it is told to stop, commits and leaves its group. */
final class ConsumerService implements Service.Work {
    private static final int SUMMARY_SECONDS = 10;

    /** How long records are read one by one after memory ran out. */
    private static final long SINGLY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int TRY_EVERY_SECONDS = 5;

    private final ConsumerSettings settings;
    private final StopSignal stop;
    private final BrokerGate gate;
    private final Log log;
    private final ConsumerStatus status;
    private final RecordHandler handler;
    private final ConsumerClient client;
    private volatile PollProgress progress;

    ConsumerService(ConsumerSettings settings, StopSignal stop, BrokerGate gate, Log log) {
        this.settings = settings;
        this.stop = stop;
        this.gate = gate;
        this.log = log;
        status = new ConsumerStatus(settings, log, System::nanoTime);
        client = new ConsumerClient(settings);
        DeadLetters deadLetters = new DeadLetters(this::connectProducer, gate::ensureTopic, InstantSource.system());
        handler = new RecordHandler(
                new Decoder(),
                status,
                log,
                status.processedLines,
                status.errorLines,
                System::currentTimeMillis,
                status.onDecodeError::get,
                deadLetters);
        status.registerBeans();
    }

    @Override
    public void describe(LogLine startLine) {
        startLine
                .add("group", settings.group())
                .add("processing_delay_ms", settings.processingDelayMs())
                .add("poll_while_processing", settings.pollWhileProcessing() ? null : "false")
                .add("on_decode_error", settings.onDecodeError())
                .add("paused", settings.paused() ? "true" : null);
    }

    @Override
    public Knobs knobs() {
        return status.knobs();
    }

    /**
     * Consumes until the stop is requested. When memory runs out or the client fails, the client is made anew, because it can't be
     * trusted then. After the former it reads record by record for a while, and a record that does not fit even so is passed over.
     */
    @Override
    public void run() {
        TooLarge tooLarge = new TooLarge(() -> client.connect(true), log);
        boolean singly = false;
        do {
            singly = consume(singly, tooLarge);
        } while (gate.await());
    }

    /** Returns whether to read record by record next. */
    private boolean consume(boolean singly, TooLarge tooLarge) {
        Consumer<byte[], byte[]> consumer = client.connect(singly);
        Map<TopicPartition, Long> positions = new HashMap<>();
        long handled = status.handled();
        try {
            progress = new PollProgress(consumer::metrics, status);
            log.info("consuming");
            long begun = System.nanoTime();
            loop(consumer, tooLarge).run(() -> singly && System.nanoTime() - begun > SINGLY_NANOS);
            return false;
        } catch (KafkaException | IllegalStateException e) {
            // Kafka's assignors throw the latter when topics go away at the wrong moment.
            log.warn(
                    "client failed: connecting anew",
                    line -> line.add("cause", Causes.inWords(e)).add("next_try_s", TRY_EVERY_SECONDS));
            stop.await(TimeUnit.SECONDS.toNanos(TRY_EVERY_SECONDS));
            return singly;
        } catch (OutOfMemoryError e) {
            log.warn(singly ? "out of memory" : "out of memory: reading record by record");
            consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        } finally {
            consumer.close(CloseOptions.timeout(ConsumerClient.CLOSE_TIMEOUT));
        }
        if (singly && !tooLarge.find(positions) && status.handled() == handled) {
            throw new IllegalStateException("out of memory, though each record fits");
        }
        return true;
    }

    private PollLoop loop(Consumer<byte[], byte[]> consumer, TooLarge tooLarge) {
        return new PollLoop(
                consumer,
                new OffsetReset(consumer, client.offsetReset(), log, System::currentTimeMillis),
                tooLarge,
                handler::handle,
                status,
                log,
                status.processingDelayMs::get,
                status.pollWhileProcessing::get,
                status.paused::get,
                status.onDecodeError::get,
                System::nanoTime,
                stop);
    }

    /** What the client has not delivered when the service stops is not handled, so that nothing is lost. */
    private Producer<byte[], byte[]> connectProducer() {
        Producer<byte[], byte[]> producer = client.connectProducer();
        stop.onRequest(() -> producer.close(Duration.ZERO));
        return producer;
    }

    @Override
    public boolean isHealthy() {
        PollProgress current = progress;
        return current != null && current.sinceLastLook();
    }

    @Override
    public void summarize() {
        PollProgress current = progress;
        status.summarize(current != null && !stop.isRequested() && current.secondsWithoutAnswer() >= SUMMARY_SECONDS);
    }
}
