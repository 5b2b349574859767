/** When is the next record sent, and what became of it? Pacing, backpressure, delivery and counters. */
package kafkademo.producer.send;
