package kafkademo.consumer.decode;

import static kafkademo.consumer.decode.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kafkademo.consumer.decode.Decoded.Event;
import kafkademo.testing.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A verdict depends on the record's bytes alone, whatever was decoded before. */
class DecoderHistoryTest {
    private static final List<String> CRASH =
            List.of("crash-1-colliding-names.json", "crash-2-one-more.json", "crash-3-many-ordinary-names.json");
    private static final List<String> COLLIDE = List.of("collide-a.json", "collide-b.json");

    @Test
    void documentsWhoseNamesOverflowAHashTableAreEvents() {
        Decoder decoder = new Decoder();

        for (String name : CRASH) {
            assertThat(decoder.decode(document(name))).as(name).satisfies(event(name, "order_created"));
        }
    }

    @Test
    void aDocumentIsAnEventAlsoAfterOneWhoseNamesCollideWithIts() {
        Decoder decoder = new Decoder();

        assertThat(decoder.decode(document("collide-a.json"))).satisfies(event("doc-a", "order_created"));
        assertThat(decoder.decode(document("collide-b.json"))).satisfies(event("doc-b", "order_created"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theVerdictIsThatOfAFreshDecoderAfterAnyHistory(long seed) {
        Random random = new Random(seed);
        RandomJson json = new RandomJson(seed);
        List<String> names = collidingNames();
        Decoder decoder = new Decoder();
        for (int round = 0; round < 300; round++) {
            byte[] document = withNames(names, random, json);
            if (random.nextInt(3) == 0) {
                document = json.damaged(document);
            }
            Decoded verdict = decoder.decode(document);
            if (!verdict.equals(new Decoder().decode(document))) {
                assertThat(verdict).isEqualTo(new Decoder().decode(document));
            }
            boolean isObject = Verdict.of(document) == Verdict.OBJECT;
            assertThat(verdict instanceof Event).isEqualTo(isObject);
        }
    }

    private static byte[] withNames(List<String> names, Random random, RandomJson json) {
        StringBuilder text = new StringBuilder("{\"event_id\":\"e\"");
        for (int members = random.nextInt(400); members > 0; members--) {
            String name = random.nextInt(4) == 0 ? "n" + random.nextInt() : names.get(random.nextInt(names.size()));
            text.append(",\"").append(name).append("\":").append(random.nextInt(20) == 0 ? json.object(2) : "1");
        }
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Hundreds of names that have the same hash in Jackson's table of names. */
    private static List<String> collidingNames() {
        Pattern name = Pattern.compile("\"(order_detail[^\"]+)\"");
        List<String> names = new ArrayList<>();
        for (String document : List.of(COLLIDE.get(0), COLLIDE.get(1), CRASH.get(0), CRASH.get(1))) {
            names.addAll(name.matcher(new String(document(document), StandardCharsets.UTF_8))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList());
        }
        return names;
    }

    private static byte[] document(String name) {
        try (InputStream in = DecoderHistoryTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
