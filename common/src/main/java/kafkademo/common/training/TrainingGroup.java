package kafkademo.common.training;

import java.util.List;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.AbstractRequest;

/** A group coordinator's answers, to the only member of a group that has committed nothing yet. */
final class TrainingGroup {
    private static final String MEMBER = "member";
    private static final int GENERATION = 1;
    private static final long NO_OFFSET = -1;

    /** @throws IllegalArgumentException if it is a request that the services do not make */
    ApiMessage to(AbstractRequest request) {
        ApiMessage data = request.data();
        return switch (request.apiKey()) {
            case JOIN_GROUP -> joined((JoinGroupRequestData) data);
            case SYNC_GROUP -> synced((SyncGroupRequestData) data);
            case HEARTBEAT -> new HeartbeatResponseData();
            case LEAVE_GROUP -> new LeaveGroupResponseData();
            case OFFSET_FETCH -> offsets((OffsetFetchRequestData) data);
            case OFFSET_COMMIT -> committed((OffsetCommitRequestData) data);
            default -> throw new IllegalArgumentException("no answer to " + request.apiKey());
        };
    }

    private static ApiMessage joined(JoinGroupRequestData request) {
        JoinGroupRequestData.JoinGroupRequestProtocol protocol =
                request.protocols().iterator().next();
        return new JoinGroupResponseData()
                .setGenerationId(GENERATION)
                .setProtocolType(request.protocolType())
                .setProtocolName(protocol.name())
                .setLeader(MEMBER)
                .setMemberId(MEMBER)
                .setMembers(List.of(new JoinGroupResponseData.JoinGroupResponseMember()
                        .setMemberId(MEMBER)
                        .setMetadata(protocol.metadata())));
    }

    private static ApiMessage synced(SyncGroupRequestData request) {
        return new SyncGroupResponseData()
                .setProtocolType(request.protocolType())
                .setProtocolName(request.protocolName())
                .setAssignment(request.assignments().get(0).assignment());
    }

    private static ApiMessage offsets(OffsetFetchRequestData request) {
        return new OffsetFetchResponseData()
                .setGroups(request.groups().stream()
                        .map(group -> new OffsetFetchResponseData.OffsetFetchResponseGroup()
                                .setGroupId(group.groupId())
                                .setTopics(group.topics().stream()
                                        .map(TrainingGroup::offsets)
                                        .toList()))
                        .toList());
    }

    private static OffsetFetchResponseData.OffsetFetchResponseTopics offsets(
            OffsetFetchRequestData.OffsetFetchRequestTopics topic) {
        return new OffsetFetchResponseData.OffsetFetchResponseTopics()
                .setName(topic.name())
                .setPartitions(topic.partitionIndexes().stream()
                        .map(index -> new OffsetFetchResponseData.OffsetFetchResponsePartitions()
                                .setPartitionIndex(index)
                                .setCommittedOffset(NO_OFFSET))
                        .toList());
    }

    private static ApiMessage committed(OffsetCommitRequestData request) {
        return new OffsetCommitResponseData()
                .setTopics(request.topics().stream()
                        .map(topic -> new OffsetCommitResponseData.OffsetCommitResponseTopic()
                                .setName(topic.name())
                                .setPartitions(topic.partitions().stream()
                                        .map(partition -> new OffsetCommitResponseData.OffsetCommitResponsePartition()
                                                .setPartitionIndex(partition.partitionIndex()))
                                        .toList()))
                        .toList());
    }
}
