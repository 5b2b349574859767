package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limiter in a loop that waits as the real one does, on a clock of its own. */
class RateLimiterTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000 * MILLISECOND;

    private static final LongUnaryOperator PUNCTUAL = wait -> wait;

    private long now = 123_456_789;

    /** Runs until {@code end} and returns the number of messages; {@code sleep} says how long a wait really takes. */
    private long run(RateLimiter limiter, long end, LongUnaryOperator sleep) {
        return run(limiter, end, sleep, () -> {});
    }

    private long run(RateLimiter limiter, long end, LongUnaryOperator sleep, Runnable onMessage) {
        long count = 0;
        while (now < end) {
            long wait = limiter.nanosUntilDue(now);
            if (wait > 0) {
                long atLeast = Math.min(500 * MILLISECOND, Math.max(MILLISECOND, wait));
                now += Math.min(sleep.applyAsLong(atLeast), Math.max(1, end - now));
            } else {
                count++;
                onMessage.run();
                limiter.take(now);
            }
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({
        "0.001,   86400",
        "0.5,     86400",
        "1,       86400",
        "5,       86400",
        "100,      7200",
        "333.3,    7200",
        "1000,     1800",
        "10000,     300",
        "99999.9,    30",
        "1000000,     5"
    })
    void sendsExactlyWhatIsAskedFor(double rate, long seconds) {
        long start = now;
        long count = run(new RateLimiter(rate), start + seconds * SECOND, PUNCTUAL);

        // The first message is due at the start; what the last millisecond makes due may be still to come.
        assertThat((double) count).isCloseTo(rate * seconds, within(1 + rate / 1_000));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 5, 100, 1_000, 10_000, 333.3})
    void lateWakeUpsDoNotMakeTheRateDrift(double rate) {
        Random random = new Random(1);
        long start = now;
        long seconds = 600;
        long count =
                run(new RateLimiter(rate), start + seconds * SECOND, wait -> wait + random.nextLong(20 * MILLISECOND));

        assertThat((double) count).isCloseTo(rate * seconds, within(1 + rate * 0.025));
    }

    @Test
    void regularShortStallsAreMadeGood() {
        long start = now;
        long[] untilStall = {SECOND};
        long count = run(new RateLimiter(1_000), start + 300 * SECOND, wait -> {
            untilStall[0] -= wait;
            if (untilStall[0] <= 0) {
                untilStall[0] = SECOND;
                return wait + 200 * MILLISECOND;
            }
            return wait;
        });

        assertThat((double) count).isCloseTo(300_000, within(250.0));
    }

    @Test
    void aMonthDoesNotWearItOut() {
        long start = now;
        long count = run(new RateLimiter(3), start + 30 * 86_400 * SECOND, PUNCTUAL);

        assertThat((double) count).isCloseTo(3.0 * 30 * 86_400, within(2.0));
    }

    @Test
    void theFirstMessageIsDueAtOnceAndTheSecondAnIntervalLater() {
        RateLimiter limiter = new RateLimiter(0.5);

        assertThat(limiter.nanosUntilDue(now)).isZero();
        limiter.take(now);
        assertThat(limiter.nanosUntilDue(now)).isEqualTo(2 * SECOND);
        assertThat(limiter.nanosUntilDue(now + SECOND)).isEqualTo(SECOND);
        assertThat(limiter.nanosUntilDue(now + 2 * SECOND)).isZero();
    }

    @Test
    void itsScheduleBeginsWithTheFirstQuestion() {
        RateLimiter limiter = new RateLimiter(10);
        now += 3_600 * SECOND;

        assertThat(run(limiter, now + 10 * SECOND, PUNCTUAL)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - SECOND, -SECOND, 0, Long.MIN_VALUE})
    void anyOriginOfTheClockWillDo(long origin) {
        RateLimiter limiter = new RateLimiter(10);
        int count = 0;
        for (long elapsed = 0; elapsed < 3 * SECOND; elapsed += 10 * MILLISECOND) {
            while (limiter.nanosUntilDue(origin + elapsed) == 0) {
                limiter.take(origin + elapsed);
                count++;
            }
        }

        assertThat(count).isEqualTo(30);
    }

    @Test
    void aRateOfNothingIsNeverDue() {
        RateLimiter limiter = new RateLimiter(0);

        for (long time : new long[] {0, SECOND, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(limiter.nanosUntilDue(time)).isEqualTo(RateLimiter.NEVER);
        }
    }

    @Test
    void theLeastRateThatCanBeWrittenIsDueOnce() {
        RateLimiter limiter = new RateLimiter(1e-30);

        assertThat(limiter.nanosUntilDue(now)).isZero();
        limiter.take(now);
        assertThat(limiter.nanosUntilDue(now)).isGreaterThan(365 * 86_400 * SECOND);
        assertThat(limiter.nanosUntilDue(now + 86_400 * SECOND)).isGreaterThan(365 * 86_400 * SECOND);
    }

    @ParameterizedTest
    @CsvSource({"5,60", "100,60", "1000,60", "10000,60", "100,0.9", "1000,0.9", "1000,0.1", "1000,3600"})
    void aStallIsNotRepaidAsABurst(double rate, double stallSeconds) {
        RateLimiter limiter = new RateLimiter(rate);
        run(limiter, now + 10 * SECOND, PUNCTUAL);
        long stall = (long) (stallSeconds * SECOND);
        now += stall;
        long back = now;

        // What the scheduler's grain (10 ms) and one wake-up (1 ms) allow comes on top of one and a half times the
        // rate.
        double allowed = 1.5 * rate * 0.111 + 1;
        Deque<Long> lastTenth = new ArrayDeque<>();
        long afterwards = run(limiter, back + 10 * SECOND, PUNCTUAL, () -> {
            lastTenth.add(now);
            while (now - lastTenth.peek() > 100 * MILLISECOND) {
                lastTenth.remove();
            }
            if (lastTenth.size() > allowed) {
                throw new AssertionError(lastTenth.size() + " messages within 100 ms, allowed " + allowed);
            }
        });

        double madeGood = afterwards - 10 * rate;
        double owed = rate * Math.min(stallSeconds, 1);
        assertThat(madeGood).isCloseTo(owed, within(2 + rate / 500));
    }

    @Test
    void afterAStallTheScheduleIsReachedAgainAndKept() {
        RateLimiter limiter = new RateLimiter(100);
        run(limiter, now + 10 * SECOND, PUNCTUAL);
        now += 60 * SECOND;
        run(limiter, now + 3 * SECOND, PUNCTUAL);

        assertThat(run(limiter, now + 60 * SECOND, PUNCTUAL)).isBetween(5_999L, 6_001L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 100, 500})
    void messagesAreSpacedEvenly(double rate) {
        RateLimiter limiter = new RateLimiter(rate);
        long[] last = {Long.MIN_VALUE};
        run(limiter, now + 60 * SECOND, PUNCTUAL, () -> {
            if (last[0] != Long.MIN_VALUE) {
                assertThat(now - last[0]).isCloseTo((long) (SECOND / rate), within(MILLISECOND));
            }
            last[0] = now;
        });
    }
}
