package kafkademo.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", " [1, -2.5e3, true, null] ", "\"é\\ud83d\"", "7", "null", "{\"a\":{\"a\":[]}}", "\uFEFF{}"
            })
    void acceptsOneDocument(String document) {
        assertThat(StrictJson.accepts(bytes(document))).isTrue();
        assertThat(StrictJson.parse(bytes(document))).isEqualTo(StrictJson.parse(document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{} {}",
                "{},",
                "[1,]",
                "{'a':1}",
                "{a:1}",
                "{\"a\"=1}",
                "NaN",
                "True",
                "01",
                "\"\t\"",
                "\"\\x41\"",
                "\"\\'\"",
                "// no\n{}",
                "#\n1",
                "[1;2]"
            })
    void refusesWhatTheGrammarDoesNotHave(String document) {
        assertThat(StrictJson.accepts(bytes(document))).isFalse();
        assertThatThrownBy(() -> StrictJson.parse(document)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThat(StrictJson.accepts("\"é\"".getBytes(StandardCharsets.ISO_8859_1)))
                .isFalse();
    }

    @Test
    void readsADocumentAsDeepAsTheDecoderAllows() {
        assertThat(StrictJson.accepts(bytes("[".repeat(500) + "]".repeat(500)))).isTrue();
    }
}
