package kafkademo.common.control;

import java.util.Optional;

/**
 * A changeable setting at one moment, its values as a user would write them.
 *
 * @param value the current value
 * @param start the value at the service's start
 * @param allowed in words, the values that are allowed
 * @param then if the current value is temporary, the one that follows
 * @param nanosLeft the time until then
 */
public record KnobState(
        String name, String value, String start, String allowed, Optional<String> then, long nanosLeft) {}
