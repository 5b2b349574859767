/**
 * Is anything lost, repeated or wrong? The command {@code reconcile} compares the four topics, record by record, with the offsets
 * that the consumer group has committed. It only reads: it joins no group, commits nothing and asks no service.
 *
 * <p>{@code Span} (what a partition holds, and how far the group is) -> {@code LogReader} (every record) -> {@code Account}
 * (counts and differences; {@code Repeats} helps) -> {@code Report} -> text or JSON.
 */
package kafkademo.consumer.reconcile;
