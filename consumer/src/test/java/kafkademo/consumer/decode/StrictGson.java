package kafkademo.consumer.decode;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A second opinion: the JDK's UTF-8 decoder and Gson's parser, both strict. */
final class StrictGson {
    enum Verdict {
        OBJECT,
        OTHER_JSON,
        NO_JSON
    }

    private StrictGson() {}

    static Verdict verdict(byte[] value) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            if (text.startsWith("\uFEFF")) {
                return Verdict.NO_JSON; // Gson skips a byte order mark, as RFC 8259 lets it; our decoder does not.
            }
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(500);
            Verdict verdict = reader.peek() == JsonToken.BEGIN_OBJECT ? Verdict.OBJECT : Verdict.OTHER_JSON;
            while (reader.peek() != JsonToken.END_DOCUMENT) {
                consume(reader);
            }
            return verdict;
        } catch (CharacterCodingException | MalformedJsonException | EOFException e) {
            return Verdict.NO_JSON;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void consume(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> reader.beginObject();
            case END_OBJECT -> reader.endObject();
            case BEGIN_ARRAY -> reader.beginArray();
            case END_ARRAY -> reader.endArray();
            case NAME -> reader.nextName();
            case STRING, NUMBER -> reader.nextString();
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> reader.nextNull();
            case END_DOCUMENT -> throw new IllegalStateException("nothing left");
        }
    }
}
