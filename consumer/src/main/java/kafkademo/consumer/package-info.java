/**
 * How does the consumer service run? Reads its settings, puts its parts together, and shows what they do: summary lines, MBeans
 * and the settings that can change while it runs.
 */
package kafkademo.consumer;
