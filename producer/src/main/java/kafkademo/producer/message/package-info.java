/** How does an event become a Kafka record: key, JSON document, headers and, now and then, a fault? */
package kafkademo.producer.message;
