package kafkademo.producer;

/** The producer's counters as a bean. */
final class ProducerBean implements ProducerMXBean {
    private static final double MILLISECOND = 1e6;

    private final Delivery.Reporting reporting;
    private final ProducerSummary summary;
    private final double askedRate;

    ProducerBean(Delivery.Reporting reporting, ProducerSummary summary, double askedRate) {
        this.reporting = reporting;
        this.summary = summary;
        this.askedRate = askedRate;
    }

    @Override
    public double getAskedPerSecond() {
        return askedRate;
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
        return reporting.metrics().inFlight().count();
    }

    @Override
    public double getOldestInFlightAgeMs() {
        return reporting.metrics().inFlight().oldestAge(System.nanoTime()) / MILLISECOND;
    }

    @Override
    public long getLinesSuppressed() {
        return reporting.sentLines().suppressed() + reporting.malformedLines().suppressed();
    }
}
