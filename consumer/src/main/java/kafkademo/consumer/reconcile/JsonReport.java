package kafkademo.consumer.reconcile;

import java.util.Map;
import java.util.function.ToLongFunction;
import kafkademo.consumer.decode.DecodeErrorType;
import kafkademo.consumer.reconcile.Findings.Finding;
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
        account.topics().forEach((name, topic) -> addCounts(topics.addObject().put("topic", name), topic::get));
        addCounts(root.putObject("total"), account::total);
        ArrayNode faults = root.putArray("faults");
        account.faults().rows().forEach((fault, verdicts) -> addFault(faults.addObject(), fault, verdicts));
        ArrayNode differences = root.putArray("differences");
        account.findings().all().forEach(finding -> addDifference(differences.addObject(), finding));
        ArrayNode partitions = root.putArray("partitions");
        account.snapshot().spans().forEach(span -> addPartition(partitions.addObject(), span));
        root.putPOJO("notes", report.notes());
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void addCounts(ObjectNode node, ToLongFunction<Count> counts) {
        for (Count count : Count.values()) {
            node.put(count.label(), counts.applyAsLong(count));
        }
    }

    private static void addFault(ObjectNode node, String fault, Map<String, Long> verdicts) {
        node.put("injected_fault", fault)
                .put(
                        "records",
                        verdicts.values().stream().mapToLong(Long::longValue).sum())
                .put("events", verdicts.getOrDefault(FaultTable.EVENT, 0L));
        ObjectNode errors = node.putObject("decode_errors");
        for (DecodeErrorType type : DecodeErrorType.values()) {
            if (verdicts.containsKey(type.label())) {
                errors.put(type.label(), verdicts.get(type.label()));
            }
        }
    }

    private static void addDifference(ObjectNode node, Finding finding) {
        node.put("kind", finding.kind().label())
                .put("count", finding.count())
                .put("meaning", finding.kind().meaning())
                .putPOJO("examples", finding.examples());
    }

    private static void addPartition(ObjectNode node, Span span) {
        node.put("topic", span.partition().topic())
                .put("partition", span.partition().partition())
                .put("start", span.start())
                .put("end", span.end())
                .put("committed", span.committed());
    }
}
