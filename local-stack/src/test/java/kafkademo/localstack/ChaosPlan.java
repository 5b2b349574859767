package kafkademo.localstack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import kafkademo.localstack.ChaosAction.Kind;
import kafkademo.localstack.ChaosAction.Knob;

/** Draws the actions of a chaos run. The same seed always gives the same actions; a longer plan begins with a shorter one. */
final class ChaosPlan {
    /** Longer than the sessions of a consumer and of the broker, which are 3 s. */
    private static final int SHORTEST_FREEZE_MS = 4_000;

    private static final int LONGEST_FREEZE_MS = 8_000;
    private static final int LONGEST_ABSENCE_MS = 5_000;
    private static final int LONGEST_REST_MS = 2_000;

    private final Random random;

    private ChaosPlan(long seed) {
        random = new Random(seed);
    }

    /** Returns this many actions. All kinds occur before one of them occurs again. */
    static List<ChaosAction> of(long seed, int length) {
        ChaosPlan plan = new ChaosPlan(seed);
        List<ChaosAction> actions = new ArrayList<>();
        while (actions.size() < length) {
            List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
            Collections.shuffle(kinds, plan.random);
            kinds.forEach(kind -> actions.add(plan.draw(kind)));
        }
        return List.copyOf(actions.subList(0, length));
    }

    private ChaosAction draw(Kind kind) {
        return new ChaosAction(
                kind,
                random.nextInt(LONGEST_REST_MS),
                away(kind),
                TestBroker.TOPICS.get(random.nextInt(TestBroker.TOPICS.size())),
                1 + random.nextInt(50),
                knob());
    }

    private int away(Kind kind) {
        return switch (kind) {
            case BROKER_FROZEN, ZOOKEEPER_FROZEN, PRODUCER_FROZEN, CONSUMER_FROZEN, NETWORK_CUT ->
                SHORTEST_FREEZE_MS + random.nextInt(LONGEST_FREEZE_MS - SHORTEST_FREEZE_MS);
            default -> random.nextInt(LONGEST_ABSENCE_MS);
        };
    }

    private Knob knob() {
        return switch (random.nextInt(9)) {
            case 0 -> new Knob(true, "MESSAGES_PER_SECOND=" + (10 + random.nextInt(70)), null);
            case 1 -> new Knob(true, "ERROR_RATE=0." + random.nextInt(10), null);
            case 2 -> new Knob(true, "FAULT_WEIGHTS=truncated=3,empty=0", null);
            case 3 -> new Knob(true, "TOPIC_WEIGHTS=user_activity=0.2", null);
            case 4 -> new Knob(true, "PAUSED=true", "PAUSED=false");
            case 5 -> new Knob(false, "PAUSED=true", "PAUSED=false");
            case 6 -> new Knob(false, "ON_DECODE_ERROR=block", "ON_DECODE_ERROR=skip");
            case 7 -> new Knob(true, "SCHEMA_DRIFT_RATE=0." + random.nextInt(10), null);
            default -> new Knob(false, "PROCESSING_DELAY_MS=" + (ChaosStack.LEAST_DELAY_MS + random.nextInt(6)), null);
        };
    }
}
