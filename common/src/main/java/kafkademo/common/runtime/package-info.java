/**
 * How does a service start, stay healthy and stop? This is the frame around each service's work: the wait for the broker, the
 * missing topics, the heartbeat and the summary, the stop signal and the exit code.
 */
package kafkademo.common.runtime;
