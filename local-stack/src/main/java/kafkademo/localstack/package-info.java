/**
 * ZooKeeper, Kafka, producer and consumer as four processes on this machine, without Docker.
 *
 * <p>Nothing outlives the JVM that started it, however that one ends; what can't be covered is the processes themselves
 * being killed together with it, which leaves the temporary folder behind. Made for Linux and macOS: on Windows a process
 * can't be asked to end, only be killed, so that the services' last lines are missing there.
 */
package kafkademo.localstack;
