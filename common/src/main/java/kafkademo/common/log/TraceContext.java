package kafkademo.common.log;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The trace that a record belongs to, from its W3C {@code traceparent} header. The services write no such header, but a tracing
 * agent attached to them does.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 */
public record TraceContext(String traceId, String spanId) {
    private static final String TRACEPARENT = "traceparent";

    /**
     * Version, trace id, parent id and flags (<a href="https://www.w3.org/TR/trace-context/#traceparent-header">Trace Context,
     * 3.2</a>). Versions after 00 may append more.
     */
    private static final Pattern FORMAT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    /** Returns the trace that the headers name, or {@code null} if they name no valid one. */
    public static TraceContext of(Headers headers) {
        Header header = headers.lastHeader(TRACEPARENT);
        if (header == null || header.value() == null) {
            return null;
        }
        String value = new String(header.value(), StandardCharsets.ISO_8859_1);
        Matcher matcher = FORMAT.matcher(value);
        boolean valid = matcher.matches() && !(value.startsWith("00") && matcher.group(3) != null);
        return valid ? new TraceContext(matcher.group(1), matcher.group(2)) : null;
    }
}
