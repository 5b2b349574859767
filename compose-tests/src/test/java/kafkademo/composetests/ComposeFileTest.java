package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ComposeFileTest {
    private static final ComposeFile FILE = new ComposeFile("""
            services:
              producer:
                environment:
                  RATE: "5"         # RATE: "5" is a trickle
                  ERROR_RATE: "0.1"
            """);

    @Test
    void anEditChangesOnlyTheValueOnItsLine() {
        assertThat(FILE.edit("RATE", "5", "100").text())
                .isEqualTo(FILE.text().replace("RATE: \"5\"         #", "RATE: \"100\"         #"));
    }

    @Test
    void dotsAndDollarsAreLiteral() {
        assertThat(FILE.edit("ERROR_RATE", "0.1", "$1").text()).contains("ERROR_RATE: \"$1\"\n");
        assertThatThrownBy(() -> FILE.edit("ERROR_RATE", "0?1", "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVariableThatDoesNotOccurOnceWithThatValueIsRejected() {
        assertThatThrownBy(() -> FILE.edit("RATE", "6", "100")).hasMessageContaining("RATE: \"6\"");
        ComposeFile twice = new ComposeFile(FILE.text() + "      RATE: \"5\"\n");
        assertThatThrownBy(() -> twice.edit("RATE", "5", "100")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVariableIsAddedBesideAnother() {
        assertThat(FILE.addAfter("ERROR_RATE", "PAUSED", "$1").text())
                .isEqualTo(FILE.text() + "      PAUSED: \"$1\"\n");
        assertThatThrownBy(() -> FILE.addAfter("SEED", "PAUSED", "true")).hasMessageContaining("SEED");
    }
}
