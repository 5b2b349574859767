/** Measures the services on this machine, side by side with Kafka's own performance tools on one broker. */
package kafkademo.bench;
