package kafkademo.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final Target TARGET = new Target("a.BTest", "c", "the decoder", 1, 1, 64);
    private static final String OUTPUT = """
            #3	INITED cov: 276 ft: 286 corp: 2/21b exec/s: 0 rss: 512Mb
            #13584	REDUCE cov: 1043 ft: 2778 corp: 410/305Kb lim: 4096 exec/s: 3396 rss: 529Mb
            Done 200000 runs in 8 second(s)
            """;

    @Test
    void theLastStateOfAFuzzerCounts() {
        assertThat(Run.parse(TARGET, OUTPUT, 0)).isEqualTo(new Run(TARGET, 200_000, 1_043, 2_778, 410, 8, ""));
    }

    @Test
    void whatIsFoundIsShown() {
        String output = "== Java Exception: java.lang.AssertionError: found\n" + OUTPUT;

        assertThat(Run.parse(TARGET, output, 77).failure()).startsWith("exit code 77, == Java Exception");
    }

    @Test
    void aFuzzerThatDoesNotStartIsAFailure() {
        assertThat(Run.parse(TARGET, "no such class\n", 0).failure()).isEqualTo("exit code 0, no such class\n");
    }

    @Test
    void thePageShowsEveryTarget() throws Exception {
        Run run = Run.parse(TARGET, OUTPUT, 0);
        Run failed = Run.parse(TARGET, OUTPUT, 77);

        assertThat(new ResultPage(List.of(run, failed), 7, LocalDate.EPOCH).lines())
                .anyMatch(line -> line.startsWith("1970-01-01, seed 7: 400,000 inputs. "))
                .contains("| the decoder | 200,000 | 25,000 | 1,043 | 410 | nothing |")
                .contains("| the decoder | 200,000 | 25,000 | 1,043 | 410 | a fault |");
    }
}
