package kafkademo.common.runtime;

/**
 * The one rule by which both services are healthy: a service gets something done, or it rightly has nothing to do. Done is a
 * message that the broker has acknowledged, or a record that was handled. A service that has work and gets none of it done is
 * unhealthy, whatever the reason: no broker, sends that all fail, a loop that is stuck.
 *
 * <p>To be asked once a second, from one thread.
 */
public abstract class Progress {
    private long lastDone;

    /** Counts what has been done since the start. */
    protected abstract long done();

    /** Whether, since the last call, the service was at work and there was nothing to do. */
    protected abstract boolean nothingToDo();

    /** Whether the service has been healthy since the last call. */
    public final boolean sinceLastLook() {
        long done = done();
        boolean idle = nothingToDo();
        boolean progress = done != lastDone || idle;
        lastDone = done;
        return progress;
    }
}
