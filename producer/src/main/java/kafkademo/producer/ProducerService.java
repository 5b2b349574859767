package kafkademo.producer;

import java.util.random.RandomGenerator;
import kafkademo.common.BrokerGate;
import kafkademo.common.Heartbeat;
import kafkademo.common.Housekeeping;
import kafkademo.common.LineBudget;
import kafkademo.common.LogLine;
import kafkademo.common.LogOutput;
import kafkademo.common.StopSignal;
import kafkademo.common.metrics.Beans;
import kafkademo.producer.Delivery.Refusal;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The producer, put together: it waits for the broker, sends until it is told to stop, and closes. */
final class ProducerService {
    private final Logger log = LoggerFactory.getLogger("producer");
    private final ProducerSettings settings;
    private final StopSignal stop;
    private final LogOutput output;
    private final Delivery.Reporting reporting;
    private final ProducerSummary summary;
    private final BrokerGate gate;
    private volatile SendLoop loop;
    private long lastTurns;
    private long lastAcknowledged;
    private boolean sentThroughout;

    ProducerService(ProducerSettings settings, StopSignal stop, LogOutput output) {
        this.settings = settings;
        this.stop = stop;
        this.output = output;
        long lines = settings.common().logLinesPerSecond();
        reporting = new Delivery.Reporting(
                new ProducerMetrics(System::nanoTime),
                log,
                new LineBudget(lines, System::nanoTime),
                new LineBudget(lines, System::nanoTime));
        summary = new ProducerSummary(reporting, settings.messagesPerSecond(), System::nanoTime);
        gate = new BrokerGate(settings.common().client(), stop);
    }

    /** Returns when the stop is requested and everything is closed. */
    void run() {
        reporting.metrics().registerBeans();
        Beans.register(new ProducerBean(reporting, summary, settings.messagesPerSecond()), "producer");
        ProducerClient client = new ProducerClient(settings.common().client());
        long seed = settings.seed().orElseGet(RandomGenerator.getDefault()::nextLong);
        log.info(LogLine.of("starting")
                .add("broker", settings.common().client().brokers())
                .add("messages_per_second", settings.messagesPerSecond())
                .add("error_rate", settings.errorRate())
                .add("seed", seed)
                .toString());
        Housekeeping housekeeping =
                new Housekeeping(new Heartbeat(Heartbeat.FILE), this::makesProgress, this::summarize, output);
        try (housekeeping) {
            housekeeping.start();
            if (gate.await()) {
                send(client, seed);
            }
        }
    }

    private void send(ProducerClient client, long seed) {
        MessageSource source = new MessageSource(
                new Storefront(seed, System::currentTimeMillis),
                new EventEncoder(),
                new FaultInjector(settings.errorRate(), seed));
        Producer<byte[], byte[]> producer = client.connect();
        try {
            loop = new SendLoop(
                    producer,
                    source::next,
                    reporting,
                    new RateLimiter(settings.messagesPerSecond()),
                    System::nanoTime,
                    stop);
            log.info("sending");
            loop.run();
        } finally {
            producer.close(ProducerClient.CLOSE_TIMEOUT);
        }
    }

    /** Something has been acknowledged since the last look, or there is nothing to acknowledge and the loop is turning. */
    private boolean makesProgress() {
        SendLoop current = loop;
        if (current == null) {
            return false;
        }
        long turns = current.turns();
        long acknowledged = reporting.metrics().acknowledged();
        boolean progress = acknowledged != lastAcknowledged
                || reporting.metrics().inFlight().count() == 0 && turns != lastTurns;
        lastTurns = turns;
        lastAcknowledged = acknowledged;
        return progress;
    }

    private void summarize() {
        SendLoop current = loop;
        Refusal refusal = current == null ? null : current.refusal();
        summary.write(refusal, sentThroughout && !stop.isRequested());
        sentThroughout = current != null;
        if (refusal == Refusal.TOPIC_UNKNOWN && !stop.isRequested()) {
            gate.ensureTopics();
        }
    }
}
