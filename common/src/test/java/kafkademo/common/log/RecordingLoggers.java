package kafkademo.common.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Binds slf4j to {@link RecordingLog} in this module's tests: our own loggers share one, all others write nothing. */
public final class RecordingLoggers implements SLF4JServiceProvider {
    /** What is logged by the classes under test. */
    public static final RecordingLog LOG = new RecordingLog();

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> name.contains(".") ? org.slf4j.helpers.NOPLogger.NOP_LOGGER : LOG.logger();
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return new BasicMarkerFactory();
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return new NOPMDCAdapter();
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // Nothing to set up.
    }
}
