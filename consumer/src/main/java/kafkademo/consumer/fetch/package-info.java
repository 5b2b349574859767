/** What does a partition hold at one offset? Reads batch by batch, which shows what a consumer otherwise hides. */
package kafkademo.consumer.fetch;
