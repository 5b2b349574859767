/** What happens in the simulated shop? A seed and a clock go in, events come out; it knows neither Kafka nor JSON. */
package kafkademo.producer.shop;
