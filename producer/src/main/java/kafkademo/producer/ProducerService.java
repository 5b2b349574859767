package kafkademo.producer;

import java.util.random.RandomGenerator;
import kafkademo.common.control.Knobs;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.log.LogLine;
import kafkademo.common.metrics.Beans;
import kafkademo.common.runtime.BrokerGate;
import kafkademo.common.runtime.Service;
import kafkademo.common.runtime.StopSignal;
import kafkademo.common.settings.Weights;
import kafkademo.producer.fault.FaultInjector;
import kafkademo.producer.message.EventEncoder;
import kafkademo.producer.message.MessageSource;
import kafkademo.producer.message.SchemaDrift;
import kafkademo.producer.send.Delivery;
import kafkademo.producer.send.Delivery.Refusal;
import kafkademo.producer.send.ProducerMetrics;
import kafkademo.producer.send.SendLoop;
import kafkademo.producer.send.SendProgress;
import kafkademo.producer.shop.Storefront;
import kafkademo.producer.shop.TopicMix;
import org.apache.kafka.clients.producer.Producer;

/** The producer, put together: it sends until it is told to stop, and closes. */
final class ProducerService implements Service.Work {
    private final ProducerSettings settings;
    private final StopSignal stop;
    private final BrokerGate gate;
    private final Log log;
    private final long seed;
    private final Delivery.Reporting reporting;
    private final ProducerKnobs knobs;
    private final ProducerSummary summary;
    private final ProducerClient client;
    private volatile SendLoop loop;
    private volatile SendProgress progress;
    private long lastSettingChanges;
    private boolean sentThroughout;

    ProducerService(ProducerSettings settings, StopSignal stop, BrokerGate gate, Log log) {
        this.settings = settings;
        this.stop = stop;
        this.gate = gate;
        this.log = log;
        seed = settings.seed().orElseGet(RandomGenerator.getDefault()::nextLong);
        knobs = new ProducerKnobs(settings, log);
        reporting = new Delivery.Reporting(
                new ProducerMetrics(System::nanoTime),
                log,
                new LineBudget(knobs.logLinesPerSecond::get, System::nanoTime),
                new LineBudget(knobs.logLinesPerSecond::get, System::nanoTime));
        summary = new ProducerSummary(reporting, knobs, System::nanoTime);
        client = new ProducerClient(settings.common().client());
        reporting.metrics().registerBeans();
        Beans.register(summary.bean(), "producer");
    }

    @Override
    public void describe(LogLine startLine) {
        startLine
                .add("messages_per_second", settings.messagesPerSecond())
                .add("error_rate", settings.errorRate())
                .add("seed", seed)
                .add("fault_weights", unlessEven(settings.faultWeights()))
                .add("topic_weights", unlessEven(settings.topicWeights()))
                .add(
                        "clock_skew",
                        settings.clockSkew().isZero() ? null : ProducerSettings.CLOCK_SKEW.text(settings.clockSkew()))
                .add("paused", settings.paused() ? "true" : null);
        if (settings.schemaDriftRate() > 0) {
            startLine.add("schema_drift_rate", settings.schemaDriftRate());
        }
        if (settings.leakBytesPerMessage() > 0) {
            startLine.add("leak_bytes_per_message", settings.leakBytesPerMessage());
        }
    }

    private static String unlessEven(Weights weights) {
        return weights.areEven() ? null : weights.toString();
    }

    @Override
    public Knobs knobs() {
        return knobs.all;
    }

    @Override
    public void run() {
        Storefront shop = new Storefront(seed, knobs::epochMillis);
        TopicMix events = new TopicMix(shop::next, knobs.topicWeights::get, seed);
        FaultInjector faults = new FaultInjector(knobs.errorRate::get, knobs.faultWeights::get, seed);
        MessageSource source = new MessageSource(
                events::next, new EventEncoder(), faults, new SchemaDrift(knobs.schemaDriftRate::get, seed));
        Leak leak = new Leak(knobs.leakBytesPerMessage::get);
        Producer<byte[], byte[]> producer = client.connect();
        try {
            loop = new SendLoop(producer, leak.with(source::next), reporting, knobs::askedRate, System::nanoTime, stop);
            progress = new SendProgress(reporting.metrics(), knobs::askedRate, loop::turns);
            log.info("sending");
            loop.run();
        } finally {
            producer.close(ProducerClient.CLOSE_TIMEOUT);
        }
    }

    @Override
    public boolean isHealthy() {
        SendProgress current = progress;
        return current != null && current.sinceLastLook();
    }

    @Override
    public void summarize() {
        SendLoop current = loop;
        Refusal refusal = current == null ? null : current.refusal();
        long settingChanges = knobs.all.settingChanges();
        boolean atOneRate = settingChanges == lastSettingChanges;
        summary.write(refusal, sentThroughout && atOneRate && !stop.isRequested());
        sentThroughout = current != null;
        lastSettingChanges = settingChanges;
        if (refusal == Refusal.TOPIC_UNKNOWN && !stop.isRequested()) {
            gate.ensureTopics();
        }
    }
}
