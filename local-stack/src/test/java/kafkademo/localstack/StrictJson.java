package kafkademo.localstack;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A second opinion on what JSON is, of a parser that the services don't use. */
final class StrictJson {
    private StrictJson() {}

    /** Whether the bytes are one JSON document in UTF-8. */
    static boolean accepts(byte[] document) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonParser.parseReader(reader);
            // The parser makes a null of no document at all.
            return !text.isBlank() && reader.peek() == JsonToken.END_DOCUMENT;
        } catch (IOException | JsonParseException e) {
            return false;
        }
    }
}
