package kafkademo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OutputTest {
    private static final Result COMPARED = new Result(
            "producer",
            "defaults",
            "records/s",
            List.of(190_000.0, 200_000.0, 210_000.0),
            List.of(100_000.0),
            Target.atLeast(1, ""),
            "a note");
    private static final Result PLAIN = Result.of("jmh", "decode", "ns/op", List.of(12.345), null, "");

    @Test
    void theTableAlignsItsColumns() {
        assertThat(Table.of(List.of(COMPARED, PLAIN)).lines())
                .containsExactly(
                        "part      what                 median          reference  ratio  spread  target  of target     note",
                        "producer  defaults  200,000 records/s  100,000 records/s   2.00    10 %  >= 1    2.00 reached  a note",
                        "jmh       decode           12.3 ns/op");
    }

    @Test
    void numbersHaveThreeSignificantDigits() {
        assertThat(List.of(0.0, 0.01234, 0.1234, 1.234, 12.34, 123.4, 1_234.4))
                .extracting(Table::number)
                .containsExactly("0", "0.0123", "0.123", "1.23", "12.3", "123", "1,234");
    }

    @Test
    void theReportContainsEveryValue() {
        String json = Report.json(Map.of("cores", "2"), Options.from(new Properties()), List.of(COMPARED, PLAIN));

        JsonNode report = new JsonMapper().readTree(json);
        assertThat(report.get("machine").get("cores").asString()).isEqualTo("2");
        assertThat(report.get("rounds").asInt()).isEqualTo(5);
        JsonNode compared = report.get("results").get(0);
        assertThat(compared.get("values")).hasSize(3);
        assertThat(compared.get("median").asDouble()).isEqualTo(200_000);
        assertThat(compared.get("reference_median").asDouble()).isEqualTo(100_000);
        assertThat(compared.get("ratio").asDouble()).isEqualTo(2);
        assertThat(compared.get("reached").asBoolean()).isTrue();
        JsonNode plain = report.get("results").get(1);
        assertThat(plain.has("target")).isFalse();
        assertThat(plain.has("ratio")).isFalse();
    }
}
