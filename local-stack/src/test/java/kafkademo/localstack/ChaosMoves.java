package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kafkademo.localstack.ChaosAction.Knob;
import kafkademo.localstack.ChaosEvidence.Ack;
import kafkademo.localstack.ChaosEvidence.Excuse;
import kafkademo.localstack.ChaosEvidence.Recreation;
import kafkademo.localstack.ChaosStack.Life;
import kafkademo.localstack.ChaosTopics.Ending;
import kafkademo.testing.Position;
import org.apache.kafka.common.TopicPartition;

/** Does what a plan says, and notes what has to be known about it at the end. */
final class ChaosMoves {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ChaosStack stack;
    private final TestBroker broker;
    private final ChaosTopics topics;
    private final List<Ack> acks = new ArrayList<>();
    private final List<Excuse> excuses = new ArrayList<>();
    private final List<Recreation> recreations = new ArrayList<>();

    ChaosMoves(ChaosStack stack, ChaosTopics topics) {
        this.stack = stack;
        this.broker = stack.broker();
        this.topics = topics;
    }

    /** Returns the records that were written past the producer. */
    List<Ack> acks() {
        return acks;
    }

    /** Returns why records may be handled again, apart from what the consumers say themselves. */
    List<Excuse> excuses() {
        return excuses;
    }

    List<Recreation> recreations() {
        return recreations;
    }

    /** Does one thing and undoes it. The services may still suffer from it then. */
    void play(ChaosAction action) {
        switch (action.kind()) {
            case BROKER_KILLED -> {
                broker.kill();
                pass(action.away());
                broker.start();
            }
            case ZOOKEEPER_KILLED -> {
                broker.zooKeeperProcess().kill();
                pass(action.away());
                broker.startZooKeeper();
            }
            case BOTH_SERVERS_KILLED -> {
                broker.kill();
                broker.zooKeeperProcess().kill();
                pass(action.away());
                broker.startZooKeeper();
                broker.start();
            }
            case PRODUCER_KILLED, PRODUCER_STOPPED -> replaceProducer(action);
            case CONSUMER_KILLED, CONSUMER_STOPPED, OFFSETS_REWOUND -> replaceConsumer(action);
            case BROKER_FROZEN -> freeze(broker.process(), action.away());
            case ZOOKEEPER_FROZEN -> freeze(broker.zooKeeperProcess(), action.away());
            case PRODUCER_FROZEN -> freeze(stack.producer().run().process(), action.away());
            case CONSUMER_FROZEN -> freeze(stack.consumer().run().process(), action.away());
            case NETWORK_CUT -> {
                stack.cable().cut();
                pass(action.away());
                stack.cable().mend();
            }
            case SECOND_CONSUMER_LEAVES, SECOND_CONSUMER_KILLED -> addConsumer(action);
            case KNOB_TURNED -> turn(action.knob(), action.away());
            case CLOCK_MOVED -> turn(clock(action), action.away());
            default -> change(action);
        }
    }

    /** Does what concerns records and topics. */
    private void change(ChaosAction action) {
        String topic = action.topic();
        switch (action.kind()) {
            case PARTITION_ADDED -> topics.addPartition(topic);
            case HOSTILE_RECORDS -> note(topics.writeHostile(topic));
            case TRANSACTION_COMMITTED -> note(topics.writeTransaction(topic, action.amount(), Ending.COMMITTED));
            case TRANSACTION_ABORTED -> topics.writeTransaction(topic, action.amount(), Ending.ABORTED);
            case TRANSACTION_ABANDONED -> topics.writeTransaction(topic, action.amount(), Ending.ABANDONED);
            case TOPIC_RECREATED -> recreate(topic);
            default -> throw new IllegalArgumentException(action.describe());
        }
    }

    private void note(List<Position> written) {
        Instant now = Instant.now();
        written.forEach(position -> acks.add(new Ack(now, "outside", position, null)));
    }

    private void replaceProducer(ChaosAction action) {
        Life producer = stack.producer();
        if (action.kind() == ChaosAction.Kind.PRODUCER_KILLED) {
            producer.run().kill();
        } else {
            producer.run().stop();
        }
        pass(action.away());
        stack.startProducer();
    }

    private void replaceConsumer(ChaosAction action) {
        Life consumer = stack.consumer();
        if (action.kind() == ChaosAction.Kind.CONSUMER_KILLED) {
            kill(consumer);
        } else {
            consumer.run().stop();
        }
        pass(action.away());
        if (action.kind() == ChaosAction.Kind.OFFSETS_REWOUND) {
            Map<TopicPartition, Long> offsets = topics.rewind(action.topic(), action.amount());
            excuses.add(new Excuse(Instant.now(), null, offsets, "the offsets were rewound on purpose"));
        }
        stack.startConsumer();
    }

    /** Kills a consumer. What it has not committed will be handled again. */
    private void kill(Life consumer) {
        consumer.run().kill();
        Instant killed = Instant.now();
        Map<TopicPartition, Long> committed = broker.committed(ChaosStack.GROUP);
        excuses.add(new Excuse(killed, consumer.name(), committed, "the consumer was killed before it committed"));
    }

    private void addConsumer(ChaosAction action) {
        Life second = stack.startSecondConsumer();
        second.run().awaitThat(() -> assertThat(second.run().handled()).isNotEmpty());
        pass(action.away());
        if (action.kind() == ChaosAction.Kind.SECOND_CONSUMER_KILLED) {
            kill(second);
        } else {
            second.run().stop();
        }
    }

    private static void freeze(Child child, long millis) {
        ChaosStack.freeze(child);
        pass(millis);
        ChaosStack.thaw(child);
    }

    private static Knob clock(ChaosAction action) {
        return new Knob(true, "CLOCK_SKEW=" + action.clockSkew(), "CLOCK_SKEW=0s");
    }

    private void turn(Knob knob, long away) {
        Life service = knob.ofProducer() ? stack.producer() : stack.consumer();
        stack.control(service, knob.setting());
        if (knob.undo() != null) {
            pass(away);
            stack.control(service, knob.undo());
        }
    }

    /** Deletes a topic under load and creates it again. Then it waits until all of the new topic is handled. */
    private void recreate(String topic) {
        Instant begun = Instant.now();
        topics.recreate(topic);
        Instant created = Instant.now();
        ServiceRun producer = stack.producer().run();
        producer.awaitThat(() -> assertThat(producer.sent())
                .anyMatch(line -> line.value("topic").equals(topic)
                        && line.time().toInstant().isAfter(created)));
        stack.control(stack.producer(), "PAUSED=true");
        awaitDrained(Set.of(topic));
        recreations.add(new Recreation(topic, begun, Instant.now(), topics.ends(Set.of(topic))));
        stack.control(stack.producer(), "PAUSED=false");
    }

    /** Waits until nothing arrives in these topics any more and all of it is handled. The producer must be paused. */
    void awaitDrained(Collection<String> names) {
        await().atMost(LIMIT)
                .failFast("ended", stack::requireAlive)
                // The broker may not know a topic yet that has just been created.
                .ignoreException(IllegalStateException.class)
                .during(Duration.ofSeconds(1))
                .until(() -> topics.areDrained(names));
    }

    /** Lets time pass: how long something is away is part of the plan, and there is nothing to wait for. */
    static void pass(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
