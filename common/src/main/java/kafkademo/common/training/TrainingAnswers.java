package kafkademo.common.training;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafkademo.common.Topic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractRequest;

/** A broker's answers to what a producer, an administrator and a single consumer ask. */
final class TrainingAnswers {
    private static final int NODE = 1;
    private static final int RECORDS_PER_FETCH = 100;

    /** The highest versions that a Kafka 3.9 broker speaks: the client then takes the ways that it will take in the stack. */
    private static final Map<ApiKeys, Integer> APIS = Map.ofEntries(
            Map.entry(ApiKeys.API_VERSIONS, 4),
            Map.entry(ApiKeys.METADATA, 12),
            Map.entry(ApiKeys.INIT_PRODUCER_ID, 5),
            Map.entry(ApiKeys.PRODUCE, 11),
            Map.entry(ApiKeys.FIND_COORDINATOR, 6),
            Map.entry(ApiKeys.JOIN_GROUP, 9),
            Map.entry(ApiKeys.SYNC_GROUP, 5),
            Map.entry(ApiKeys.HEARTBEAT, 4),
            Map.entry(ApiKeys.LEAVE_GROUP, 5),
            Map.entry(ApiKeys.OFFSET_FETCH, 9),
            Map.entry(ApiKeys.OFFSET_COMMIT, 9),
            Map.entry(ApiKeys.LIST_OFFSETS, 9),
            Map.entry(ApiKeys.FETCH, 17));

    private static final byte[][] VALUES = {
        utf8(
                "{\"event_id\":\"3429275a-f990-4973-871f-d17e66568d7b\",\"event_type\":\"order_created\","
                        + "\"lines\":[{\"name\":\"Café crème\",\"quantity\":2,\"unit_price\":18.49}],\"paid\":null,\"ok\":true}"),
        utf8("{\"event_id\":\"18a2af9c\",\"amount\":1.50,\"text\":\"a \\\"quoted\\\" \\u00e9\\n\"}"),
        utf8("{\"event_id\":\"18a2af9c\",\"amount\":1.50,"),
        utf8("{\"event_id\":\"18a2af9c\"}}"),
        utf8("<html>"),
        {}
    };

    private final int port;
    private final LongConsumer onRecords;
    private final AtomicLong records = new AtomicLong();
    private final Map<String, Uuid> idsByName =
            Topic.names().stream().collect(Collectors.toMap(name -> name, name -> Uuid.randomUuid()));
    private final TrainingGroup group = new TrainingGroup();

    /** @param onRecords told the number of records sent and fetched so far */
    TrainingAnswers(int port, LongConsumer onRecords) {
        this.port = port;
        this.onRecords = onRecords;
    }

    /** @throws IllegalArgumentException if it is a request that the services do not make */
    ApiMessage to(AbstractRequest request) {
        ApiMessage data = request.data();
        return switch (request.apiKey()) {
            case API_VERSIONS -> apiVersions();
            case METADATA -> metadata();
            case INIT_PRODUCER_ID ->
                new InitProducerIdResponseData().setProducerId(1).setProducerEpoch((short) 0);
            case PRODUCE -> produced((ProduceRequestData) data);
            case FIND_COORDINATOR -> coordinator((FindCoordinatorRequestData) data);
            case LIST_OFFSETS -> offsets((ListOffsetsRequestData) data);
            case FETCH -> fetched((FetchRequestData) data);
            default -> group.to(request);
        };
    }

    private static ApiMessage apiVersions() {
        var supported = new ApiVersionsResponseData.ApiVersionCollection();
        APIS.forEach((api, version) -> supported.add(new ApiVersionsResponseData.ApiVersion()
                .setApiKey(api.id)
                .setMinVersion(api.oldestVersion())
                .setMaxVersion((short) Math.min(version, api.latestVersion()))));
        return new ApiVersionsResponseData().setApiKeys(supported);
    }

    private ApiMessage metadata() {
        var brokers = new MetadataResponseData.MetadataResponseBrokerCollection();
        brokers.add(new MetadataResponseData.MetadataResponseBroker()
                .setNodeId(NODE)
                .setHost("127.0.0.1")
                .setPort(port));
        var topics = new MetadataResponseData.MetadataResponseTopicCollection();
        idsByName.forEach((name, id) -> topics.add(new MetadataResponseData.MetadataResponseTopic()
                .setName(name)
                .setTopicId(id)
                .setPartitions(IntStream.range(0, Topic.PARTITIONS)
                        .mapToObj(index -> new MetadataResponseData.MetadataResponsePartition()
                                .setPartitionIndex(index)
                                .setLeaderId(NODE)
                                .setReplicaNodes(List.of(NODE))
                                .setIsrNodes(List.of(NODE)))
                        .toList())));
        return new MetadataResponseData()
                .setBrokers(brokers)
                .setClusterId("training")
                .setControllerId(NODE)
                .setTopics(topics);
    }

    private ApiMessage produced(ProduceRequestData request) {
        var topics = new ProduceResponseData.TopicProduceResponseCollection();
        for (ProduceRequestData.TopicProduceData topic : request.topicData()) {
            topics.add(new ProduceResponseData.TopicProduceResponse()
                    .setName(topic.name())
                    .setPartitionResponses(topic.partitionData().stream()
                            .map(partition -> new ProduceResponseData.PartitionProduceResponse()
                                    .setIndex(partition.index())
                                    .setBaseOffset(count(partition)))
                            .toList()));
        }
        return new ProduceResponseData().setResponses(topics);
    }

    private long count(ProduceRequestData.PartitionProduceData partition) {
        long number = 0;
        for (Record ignored : ((MemoryRecords) partition.records()).records()) {
            number++;
        }
        return count(number);
    }

    /** Returns the number of records before these. */
    private long count(long number) {
        long total = records.addAndGet(number);
        onRecords.accept(total);
        return total - number;
    }

    private ApiMessage coordinator(FindCoordinatorRequestData request) {
        return new FindCoordinatorResponseData()
                .setCoordinators(request.coordinatorKeys().stream()
                        .map(key -> new FindCoordinatorResponseData.Coordinator()
                                .setKey(key)
                                .setNodeId(NODE)
                                .setHost("127.0.0.1")
                                .setPort(port))
                        .toList());
    }

    private static ApiMessage offsets(ListOffsetsRequestData request) {
        return new ListOffsetsResponseData()
                .setTopics(request.topics().stream()
                        .map(topic -> new ListOffsetsResponseData.ListOffsetsTopicResponse()
                                .setName(topic.name())
                                .setPartitions(topic.partitions().stream()
                                        .map(partition -> new ListOffsetsResponseData.ListOffsetsPartitionResponse()
                                                .setPartitionIndex(partition.partitionIndex())
                                                .setOffset(0))
                                        .toList()))
                        .toList());
    }

    private ApiMessage fetched(FetchRequestData request) {
        return new FetchResponseData()
                .setResponses(request.topics().stream()
                        .map(topic -> new FetchResponseData.FetchableTopicResponse()
                                .setTopic(topic.topic())
                                .setTopicId(topic.topicId())
                                .setPartitions(topic.partitions().stream()
                                        .map(this::fetched)
                                        .toList()))
                        .toList());
    }

    private FetchResponseData.PartitionData fetched(FetchRequestData.FetchPartition partition) {
        SimpleRecord[] made = new SimpleRecord[RECORDS_PER_FETCH];
        for (int i = 0; i < made.length; i++) {
            made[i] = new SimpleRecord(System.currentTimeMillis(), utf8("key-" + i), VALUES[i % VALUES.length]);
        }
        count(made.length);
        long offset = partition.fetchOffset();
        return new FetchResponseData.PartitionData()
                .setPartitionIndex(partition.partition())
                .setHighWatermark(offset + made.length)
                .setLastStableOffset(offset + made.length)
                .setLogStartOffset(0)
                .setRecords(MemoryRecords.withRecords(offset, Compression.NONE, made));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
