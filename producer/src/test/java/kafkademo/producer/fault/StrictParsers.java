package kafkademo.producer.fault;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two parsers of different makes, both as strict as they can be, to judge what is JSON. */
public final class StrictParsers {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final TypeAdapter<JsonElement> GSON = new Gson().getAdapter(JsonElement.class);

    private StrictParsers() {}

    /** The document as Jackson reads it. */
    public static JsonNode jackson(byte[] document) {
        JsonNode node = JACKSON.readTree(document);
        if (node.isMissingNode()) {
            throw new IllegalArgumentException("no document");
        }
        return node;
    }

    /** The document as Gson reads it. */
    public static JsonElement gson(byte[] document) throws IOException {
        Reader utf8 = new InputStreamReader(
                new ByteArrayInputStream(document),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        JsonReader reader = new JsonReader(utf8);
        reader.setStrictness(Strictness.STRICT);
        JsonElement element = GSON.read(reader);
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new IOException("something follows the document");
        }
        return element;
    }

    public static boolean jacksonAccepts(byte[] document) {
        try {
            jackson(document);
            return true;
        } catch (JacksonException | IllegalArgumentException e) {
            return false;
        }
    }

    public static boolean gsonAccepts(byte[] document) {
        try {
            gson(document);
            return true;
        } catch (IOException | JsonParseException e) {
            return false;
        }
    }
}
