package kafkademo.consumer.reconcile;

import kafkademo.consumer.decode.DecodeErrorType;
import kafkademo.consumer.reconcile.Findings.Example;
import kafkademo.consumer.reconcile.Findings.Kind;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The report for programs. */
final class JsonReport {
    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonReport() {}

    /** One JSON document. */
    static String document(Report report) {
        Account account = report.account();
        ObjectNode root = MAPPER.createObjectNode()
                .put("group", report.group())
                .put("taken_at", report.takenAt().toString())
                .put("explained", report.isExplained())
                .put("verdict", report.verdict());
        ArrayNode topics = root.putArray("topics");
        account.topics().forEach(topic -> numbers(topics.addObject().put("topic", topic.name()), topic));
        numbers(root.putObject("total"), account.total());
        faults(root.putArray("faults"), account.faults());
        differences(root.putArray("differences"), account.findings());
        account.snapshot().spans().forEach(span -> partition(root.withArray("partitions"), span));
        ArrayNode notes = root.putArray("notes");
        report.notes().forEach(notes::add);
        notes.add(report.basis());
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void numbers(ObjectNode node, TopicAccount topic) {
        node.put("sent", topic.sent())
                .put("processed", topic.processed)
                .put("decode_errors", topic.decodeErrors)
                .put("waiting", topic.waiting)
                .put("waiting_malformed", topic.waitingMalformed)
                .put("missing", topic.missing)
                .put("repeated", topic.repeated)
                .put("repeated_ids", topic.repeatedIds)
                .put("removed", topic.removed)
                .put("without_id", topic.withoutId)
                .put("not_compared", topic.notCompared);
    }

    private static void faults(ArrayNode faults, FaultTable table) {
        for (FaultTable.Row row : table.rows()) {
            ObjectNode node = faults.addObject()
                    .put("injected_fault", row.fault())
                    .put("records", row.total())
                    .put("events", row.events());
            ObjectNode errors = node.putObject("decode_errors");
            for (DecodeErrorType type : DecodeErrorType.values()) {
                if (row.errors()[type.ordinal()] > 0) {
                    errors.put(type.label(), row.errors()[type.ordinal()]);
                }
            }
        }
    }

    private static void differences(ArrayNode differences, Findings findings) {
        for (Kind kind : findings.kinds()) {
            ObjectNode node = differences
                    .addObject()
                    .put("kind", kind.label())
                    .put("count", findings.count(kind))
                    .put("meaning", kind.meaning());
            ArrayNode examples = node.putArray("examples");
            findings.examples(kind).forEach(example -> example(examples.addObject(), example));
        }
    }

    private static void example(ObjectNode node, Example example) {
        node.put("topic", example.partition().topic())
                .put("partition", example.partition().partition())
                .put("offset", example.offset());
        example.details().forEach((name, detail) -> {
            if (detail instanceof Long number) {
                node.put(name, number);
            } else {
                node.put(name, detail.toString());
            }
        });
    }

    private static void partition(ArrayNode partitions, Span span) {
        ObjectNode node = partitions
                .addObject()
                .put("topic", span.partition().topic())
                .put("partition", span.partition().partition())
                .put("start", span.start())
                .put("end", span.end());
        if (span.committed().isPresent()) {
            node.put("committed", span.committed().getAsLong());
        } else {
            node.putNull("committed");
        }
    }
}
