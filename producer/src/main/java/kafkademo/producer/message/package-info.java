/** How does an event become a Kafka record: key, JSON document, headers and, now and then, a fault or other content than agreed? */
package kafkademo.producer.message;
