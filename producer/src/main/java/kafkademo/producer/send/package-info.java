/** When is the next record sent, and what became of it? Pacing, delivery and counters. */
package kafkademo.producer.send;
