/**
 * Runs ZooKeeper, Kafka, the producer and the consumer as four processes on this machine, without Docker.
 *
 * <p>No process outlives the JVM that started it, however that JVM ends. One case is not covered: if the processes are
 * killed together with that JVM, the temporary folder stays behind. Made for Linux and macOS. On Windows a process
 * can't be asked to stop, only be killed, so the services' last lines are missing there.
 */
package kafkademo.localstack;
