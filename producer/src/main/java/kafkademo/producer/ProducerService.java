package kafkademo.producer;

import java.util.random.RandomGenerator;
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
import kafkademo.common.settings.Weights;
import kafkademo.producer.fault.FaultInjector;
import kafkademo.producer.message.EventEncoder;
import kafkademo.producer.message.MessageSource;
import kafkademo.producer.send.Backpressure;
import kafkademo.producer.send.Delivery;
import kafkademo.producer.send.Delivery.Refusal;
import kafkademo.producer.send.ProducerMetrics;
import kafkademo.producer.send.SendLoop;
import kafkademo.producer.shop.Storefront;
import kafkademo.producer.shop.TopicMix;
import org.apache.kafka.clients.producer.Producer;

/** The producer, put together: it waits for the broker, sends until it is told to stop, and closes. */
final class ProducerService {
    private final ProducerSettings settings;
    private final StopSignal stop;
    private final Logs logs;
    private final Log log;
    private final Delivery.Reporting reporting;
    private final ProducerKnobs knobs;
    private final ProducerSummary summary;
    private final BrokerGate gate;
    private volatile SendLoop loop;
    private long lastTurns;
    private long lastAcknowledged;
    private long lastSettingChanges;
    private boolean sentThroughout;

    ProducerService(ProducerSettings settings, StopSignal stop, Logs logs) {
        this.settings = settings;
        this.stop = stop;
        this.logs = logs;
        log = logs.named("producer");
        long lines = settings.common().logLinesPerSecond();
        reporting = new Delivery.Reporting(
                new ProducerMetrics(System::nanoTime),
                log,
                new LineBudget(lines, System::nanoTime),
                new LineBudget(lines, System::nanoTime));
        knobs = new ProducerKnobs(settings, log);
        summary = new ProducerSummary(reporting, knobs::askedRate, System::nanoTime);
        gate = new BrokerGate(settings.common().client(), stop, logs.named("broker"));
    }

    /** Returns when the stop is requested and everything is closed. */
    void run() {
        reporting.metrics().registerBeans();
        Beans.register(new ProducerBean(reporting, summary, knobs), "producer");
        ProducerClient client = new ProducerClient(settings.common().client());
        long seed = settings.seed().orElseGet(RandomGenerator.getDefault()::nextLong);
        log.info(
                "starting",
                line -> line.add("broker", settings.common().client().brokers())
                        .add("messages_per_second", settings.messagesPerSecond())
                        .add("error_rate", settings.errorRate())
                        .add("seed", seed)
                        .add("fault_weights", unlessEven(settings.faultWeights()))
                        .add("topic_weights", unlessEven(settings.topicWeights()))
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
            if (gate.await()) {
                send(client, seed);
            }
        }
    }

    private static String unlessEven(Weights weights) {
        return weights.areEven() ? null : weights.toString();
    }

    private void send(ProducerClient client, long seed) {
        TopicMix events = new TopicMix(new Storefront(seed, System::currentTimeMillis)::next, seed);
        knobs.topicWeights().follow(events::weights);
        FaultInjector faults = new FaultInjector(settings.errorRate(), seed);
        knobs.errorRate().follow(faults::errorRate);
        knobs.faultWeights().follow(faults::weights);
        MessageSource source = new MessageSource(events::next, new EventEncoder(), faults);
        Producer<byte[], byte[]> producer = client.connect();
        try {
            Backpressure backpressure = new Backpressure(
                    Backpressure.enough(client.batchBytes()), reporting.metrics(), System::nanoTime, stop);
            loop = new SendLoop(
                    producer, source::next, reporting, knobs::askedRate, backpressure, System::nanoTime, stop);
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
        boolean progress =
                acknowledged != lastAcknowledged || reporting.metrics().inFlight() == 0 && turns != lastTurns;
        lastTurns = turns;
        lastAcknowledged = acknowledged;
        return progress;
    }

    private void summarize() {
        SendLoop current = loop;
        Refusal refusal = current == null ? null : current.refusal();
        long settingChanges = knobs.all().settingChanges();
        boolean atOneRate = settingChanges == lastSettingChanges;
        summary.write(refusal, sentThroughout && atOneRate && !stop.isRequested());
        sentThroughout = current != null;
        lastSettingChanges = settingChanges;
        if (refusal == Refusal.TOPIC_UNKNOWN && !stop.isRequested()) {
            gate.ensureTopics();
        }
    }
}
