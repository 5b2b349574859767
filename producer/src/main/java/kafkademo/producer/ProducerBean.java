package kafkademo.producer;

import kafkademo.producer.send.Delivery;

/** The producer's counters and settings as a bean. */
final class ProducerBean implements ProducerMXBean {
    private final Delivery.Reporting reporting;
    private final ProducerSummary summary;
    private final ProducerKnobs knobs;

    ProducerBean(Delivery.Reporting reporting, ProducerSummary summary, ProducerKnobs knobs) {
        this.reporting = reporting;
        this.summary = summary;
        this.knobs = knobs;
    }

    @Override
    public double getAskedPerSecond() {
        return knobs.askedRate();
    }

    @Override
    public double getErrorRate() {
        return knobs.errorRate().get();
    }

    @Override
    public boolean isPaused() {
        return knobs.paused().get();
    }

    @Override
    public long getSettingChanges() {
        return knobs.all().settingChanges();
    }

    @Override
    public double getAchievedPerSecond() {
        return summary.achievedRate();
    }

    @Override
    public long getAcknowledged() {
        return reporting.metrics().acknowledged();
    }

    @Override
    public long getFailed() {
        return reporting.metrics().failed();
    }

    @Override
    public long getMalformed() {
        return reporting.metrics().malformed();
    }

    @Override
    public long getInFlight() {
        return reporting.metrics().inFlight();
    }

    @Override
    public double getOldestInFlightAgeMs() {
        return reporting.metrics().oldestInFlightAgeMs();
    }

    @Override
    public long getLinesSuppressed() {
        return reporting.sentLines().suppressed() + reporting.malformedLines().suppressed();
    }
}
