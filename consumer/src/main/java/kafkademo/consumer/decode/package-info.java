/**
 * Is this record's value a JSON object, and if not, why not? Is its content that of an event, as agreed? The answer depends on the bytes alone. This package knows nothing of
 * Kafka.
 */
package kafkademo.consumer.decode;
