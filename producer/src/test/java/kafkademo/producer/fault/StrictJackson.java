package kafkademo.producer.fault;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jackson at its strictest, to judge what is JSON. */
public final class StrictJackson {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictJackson() {}

    public static JsonNode parse(byte[] document) {
        JsonNode node = JACKSON.readTree(document);
        if (node.isMissingNode()) {
            throw new IllegalArgumentException("no document");
        }
        return node;
    }

    public static boolean accepts(byte[] document) {
        try {
            parse(document);
            return true;
        } catch (JacksonException | IllegalArgumentException e) {
            return false;
        }
    }
}
