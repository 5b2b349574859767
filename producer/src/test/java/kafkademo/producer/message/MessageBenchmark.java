package kafkademo.producer.message;

import java.util.concurrent.TimeUnit;
import kafkademo.producer.fault.FaultInjector;
import kafkademo.producer.fault.Faults;
import kafkademo.producer.send.RateLimiter;
import kafkademo.producer.shop.Storefront;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one message costs before the Kafka client gets it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessageBenchmark {
    private static final long SEED = 42;

    private final Storefront storefront = new Storefront(SEED, System::currentTimeMillis);
    private final EventEncoder encoder = new EventEncoder();
    private final FaultInjector faults = Faults.of(1, SEED);
    private final MessageSource source = new MessageSource(
            new Storefront(SEED, System::currentTimeMillis)::next,
            new EventEncoder(),
            Faults.of(0.1, SEED),
            new SchemaDrift(() -> 0, SEED));
    private final RateLimiter limiter = new RateLimiter(RateLimiter.MAX_PER_SECOND);
    private final byte[] document = encoder.encode(storefront.next());

    /** Something happens in the shop. */
    @Benchmark
    public Object event() {
        return storefront.next();
    }

    /** Something happens in the shop and becomes a document. */
    @Benchmark
    public byte[] document() {
        return encoder.encode(storefront.next());
    }

    /** A document is damaged. */
    @Benchmark
    public byte[] fault() {
        return faults.corrupt(faults.draw().orElseThrow(), document);
    }

    /** All of it at the default share of malformed documents, with key and headers. */
    @Benchmark
    public Object message() {
        return source.next();
    }

    /** Whether another message is due, with its clock. */
    @Benchmark
    public long pacing() {
        long now = System.nanoTime();
        limiter.take(now);
        return limiter.nanosUntilDue(now);
    }
}
