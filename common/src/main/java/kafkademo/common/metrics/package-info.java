/** What does a service measure, and how do tools read it? Latency histograms, and beans over JMX. */
package kafkademo.common.metrics;
