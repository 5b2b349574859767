package kafkademo.common.control;

import java.util.Optional;

/**
 * A setting that can be changed, as it is at one moment; values as a user would write them.
 *
 * @param value the present value
 * @param start the value with which the service started
 * @param allowed in words, which values are allowed
 * @param then while the present value is temporary: the one that follows
 * @param nanosLeft the time until then
 */
public record KnobState(
        String name, String value, String start, String allowed, Optional<String> then, long nanosLeft) {}
