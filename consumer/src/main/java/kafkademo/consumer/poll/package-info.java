/**
 * How are records read, handled and committed? Polls with a Kafka consumer, hands each record to the decoder, logs and counts the
 * outcome, and commits the offsets of what was handled.
 */
package kafkademo.consumer.poll;
