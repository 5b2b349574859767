/**
 * The command {@code reconcile}: holds the four topics against a group's committed offsets, record by record, and tells whether
 * anything is lost, repeated or wrong. It only reads: it joins no group, commits nothing and asks no service.
 *
 * <p>{@code Snapshot} (what is there, and how far the group is) -> {@code LogReader} (every record of it) ->
 * {@code PartitionAccount} and {@code RepeatCheck} (counters and {@code Findings}) -> {@code Report} -> text or JSON.
 */
package kafkademo.consumer.reconcile;
