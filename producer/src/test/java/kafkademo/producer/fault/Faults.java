package kafkademo.producer.fault;

import kafkademo.common.settings.Weights;

/** Makes fault injectors with settings that stay as they are. */
public final class Faults {
    private Faults() {}

    /** All kinds are equally likely. */
    public static FaultInjector of(double errorRate, long seed) {
        return of(errorRate, "others=1", seed);
    }

    static FaultInjector of(double errorRate, String weights, long seed) {
        Weights ofKinds = Weights.parse(FaultKind.names(), weights).orElseThrow();
        return new FaultInjector(() -> errorRate, () -> ofKinds, seed);
    }
}
