package kafkademo.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CorpusTest {
    private static String read(String text) {
        return new String(Corpus.bytes(text), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aTextStandsForBytes() {
        assertThat(read("{\"a\":\\u0041 }")).isEqualTo("{\"a\":\\u0041 }");
        assertThat(read("%00a%FF%25")).isEqualTo("\0a\u00ff%");
        assertThat(read("é")).isEqualTo("\u00c3\u00a9");
        assertThat(read("%{3*[}x%{2*%0Aa}")).isEqualTo("[[[x\na\na");
        assertThat(read("")).isEmpty();
    }

    @Test
    void aTextThatStandsForNothingIsRefused() {
        assertThatThrownBy(() -> read("a%{3*%{2*b}}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read("100%")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSuiteIsComplete() {
        assertThat(Corpus.inputs("json-test-suite.txt")).hasSize(318).anySatisfy(input -> {
            assertThat(input.name()).isEqualTo("n_structure_open_array_object");
            assertThat(input.bytes()).hasSize(250_001).startsWith('[', '{', '"').endsWith(':', '\n');
        });
    }
}
