package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {
    private static String text(String value) {
        return LogLine.text("m").add("k", value, 120).toString();
    }

    private static String bytes(byte... value) {
        return LogLine.text("m").add("k", value, 120).toString();
    }

    @Test
    void writesTheMessageThenPairs() {
        assertThat(LogLine.text("processed")
                        .add("topic", "orders")
                        .add("partition", 2)
                        .add("absent", null)
                        .add("reason", "a b")
                        .add("share", 0.25)
                        .toString())
                .isEqualTo("processed topic=orders partition=2 reason=\"a b\" share=0.25");
    }

    @Test
    void quotesAValueThatCouldBeMisread() {
        assertThat(text("a-b_c.d:e/f{g}[h]i,#j")).isEqualTo("m k=a-b_c.d:e/f{g}[h]i,#j");
        assertThat(text("")).isEqualTo("m k=\"\"");
        assertThat(text("a b")).isEqualTo("m k=\"a b\"");
        assertThat(text("a=b")).isEqualTo("m k=\"a=b\"");
        assertThat(text("it's")).isEqualTo("m k=\"it's\"");
        assertThat(text("say \"x\"")).isEqualTo("m k=\"say \\\"x\\\"\"");
        assertThat(text("a\\b")).isEqualTo("m k=\"a\\\\b\"");
        assertThat(text("é")).isEqualTo("m k=\"é\"");
    }

    @Test
    void escapesWhatCouldBreakALineOrDriveATerminal() {
        assertThat(text("a\nb\rc\td")).isEqualTo("m k=\"a\\nb\\rc\\td\"");
        assertThat(text("\u001b[31mred")).isEqualTo("m k=\"\\u001b[31mred\"");
        assertThat(text("\0\u007f\u0085\u009b")).isEqualTo("m k=\"\\u0000\\u007f\\u0085\\u009b\"");
        assertThat(text("\u2028\u2029")).isEqualTo("m k=\"\\u2028\\u2029\"");
        assertThat(text("\u202eabc\u2066\u200b\ufeff\u00ad"))
                .isEqualTo("m k=\"\\u202eabc\\u2066\\u200b\\ufeff\\u00ad\"");
        assertThat(text("\ue000\uffff")).isEqualTo("m k=\"\\ue000\\uffff\"");
        assertThat(text("\udb40\udc41")).isEqualTo("m k=\"\\udb40\\udc41\"");
    }

    @Test
    void showsLettersOfAnyScriptAndEmoji() {
        assertThat(text("größe 数量 😀")).isEqualTo("m k=\"größe 数量 😀\"");
        assertThat(bytes("größe 数量 😀".getBytes(StandardCharsets.UTF_8))).isEqualTo("m k=\"größe 数量 😀\"");
    }

    @Test
    void showsAByteThatIsNotUtf8InHex() {
        assertThat(bytes((byte) 0xFF, (byte) 'a', (byte) 0xC3)).isEqualTo("m k=\"\\\\xffa\\\\xc3\"");
        assertThat(bytes((byte) 0xC3, (byte) 0xA9)).isEqualTo("m k=\"é\"");
        assertThat(bytes((byte) 0xE2, (byte) 0x82, (byte) 'a')).isEqualTo("m k=\"\\\\xe2\\\\x82a\"");
        assertThat(bytes((byte) 'a', (byte) 'b')).isEqualTo("m k=ab");
        assertThat(bytes()).isEqualTo("m k=\"\"");
        assertThat(LogLine.text("m").add("k", (byte[]) null, 120)).hasToString("m");
    }

    @Test
    void showsAnUnpairedSurrogateAsTheBytesThatEncodeIt() {
        assertThat(text("\ud800-\udc00")).isEqualTo("m k=\"\\\\xed\\\\xa0\\\\x80-\\\\xed\\\\xb0\\\\x80\"");
        assertThat(bytes((byte) 0xED, (byte) 0xA0, (byte) 0x80)).isEqualTo("m k=\"\\\\xed\\\\xa0\\\\x80\"");
    }

    @Test
    void showsABackslashBeforeAnXInHexSoThatItIsNotTakenForAByte() {
        assertThat(text("\\xff")).isEqualTo("m k=\"\\\\x5cxff\"");
        assertThat(bytes("\\xff".getBytes(StandardCharsets.UTF_8))).isEqualTo("m k=\"\\\\x5cxff\"");
        assertThat(text("\\\\x \\y")).isEqualTo("m k=\"\\\\\\\\x5cx \\\\y\"");
    }

    @Test
    void endsALongValueInAnEllipsisWithinTheLimit() {
        assertThat(text("x".repeat(120))).isEqualTo("m k=" + "x".repeat(120));
        assertThat(text("x".repeat(121))).isEqualTo("m k=\"" + "x".repeat(119) + "…\"");
        assertThat(bytes("x".repeat(121).getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("m k=\"" + "x".repeat(119) + "…\"");
        assertThat(bytes("€".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("m k=\"" + "€".repeat(119) + "…\"");
        assertThat(LogLine.text("m").add("k", "x".repeat(1_000_000)).toString()).hasSize(1_000_004);
    }

    @Test
    void neverCutsAnEscapeOrACharacterInTwo() {
        assertThat(text("x".repeat(117) + "\n\n")).isEqualTo("m k=\"" + "x".repeat(117) + "\\n…\"");
        assertThat(text("x".repeat(118) + "\n\n")).isEqualTo("m k=\"" + "x".repeat(118) + "…\"");
        assertThat(text("x".repeat(118) + "\n")).isEqualTo("m k=\"" + "x".repeat(118) + "\\n\"");
        assertThat(text("x".repeat(119) + "\n")).isEqualTo("m k=\"" + "x".repeat(119) + "…\"");
        assertThat(text("x".repeat(118) + "😀y")).isEqualTo("m k=\"" + "x".repeat(118) + "…\"");
        assertThat(text("x".repeat(118) + "😀")).isEqualTo("m k=\"" + "x".repeat(118) + "😀\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,0.0",
        "-0.0,0,0.0",
        "5,5,5.0",
        "-5,-5,-5.0",
        "1000000,1000000,1000000.0",
        "0.5,0.5,0.5",
        "0.1,0.1,0.1",
        "333.3,333.3,333.3",
        "0.125,0.125,0.125",
        "0.199,0.199,0.199",
        "1.0625,1.063,1.063",
        "99.9999,100,100.0",
        "0.0001,0.0001,0.0001",
        "0.00012345,0.0001235,0.0001235",
        "0.00009999,0.00009999,0.00009999",
        "4.523809,4.524,4.524",
        "1234.9996,1235,1235.0",
        "100.5,100.5,100.5",
        "1e15,1000000000000000,1000000000000000.0"
    })
    void writesADecimalNumberAsShortAsItsFormatAllows(double value, String text, String json) {
        assertThat(LogLine.text("m").add("k", value)).hasToString("m k=" + text);
        assertThat(LogLine.json(new StringBuilder()).add("k", value)).hasToString(",\"k\":" + json);
    }

    @Test
    void quotedAlwaysHasQuotes() {
        assertThat(LogLine.quoted("a")).isEqualTo("\"a\"");
        assertThat(LogLine.quoted("")).isEqualTo("\"\"");
        assertThat(LogLine.quoted("a\"\n\u001b\u202e")).isEqualTo("\"a\\\"\\n\\u001b\\u202e\"");
    }
}
