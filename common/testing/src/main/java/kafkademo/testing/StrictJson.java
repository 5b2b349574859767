package kafkademo.testing;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A second opinion on what JSON is, of a parser that the services don't use: Gson at its strictest, on the text that the JDK's
 * strict UTF-8 decoder makes of the bytes. A byte order mark is skipped, as RFC 8259 lets a parser do.
 */
public final class StrictJson {
    private static final TypeAdapter<JsonElement> GSON = new Gson().getAdapter(JsonElement.class);

    /** The depth that the services' decoder allows. */
    private static final int NESTING_LIMIT = 500;

    private StrictJson() {}

    /** @throws IllegalArgumentException if the bytes are not one JSON document in UTF-8 */
    public static JsonElement parse(byte[] document) {
        try {
            return read(decode(document));
        } catch (IOException | JsonParseException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    /** @throws IllegalArgumentException if the text is not one JSON document */
    public static JsonElement parse(String document) {
        try {
            return read(document);
        } catch (IOException | JsonParseException e) {
            throw new IllegalArgumentException("not JSON: " + document, e);
        }
    }

    /** Returns whether the bytes are one JSON document in UTF-8. */
    public static boolean accepts(byte[] document) {
        try {
            read(decode(document));
            return true;
        } catch (IOException | JsonParseException e) {
            return false;
        }
    }

    private static String decode(byte[] document) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(document))
                .toString();
    }

    private static JsonElement read(String document) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(document));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(NESTING_LIMIT);
        JsonElement element = GSON.read(reader);
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new IOException("something follows the document");
        }
        return element;
    }
}
