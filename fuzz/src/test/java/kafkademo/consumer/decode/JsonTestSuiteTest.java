package kafkademo.consumer.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kafkademo.consumer.decode.Decoded.Error;
import kafkademo.fuzz.Corpus;
import org.junit.jupiter.api.Test;

/** The verdicts of a public suite: what every parser must accept and reject, and what we do where it may do either. */
class JsonTestSuiteTest {
    /** What is allowed but not in UTF-8, or begins with a byte order mark. Everything else that is allowed is accepted. */
    private static final List<String> REJECTED = List.of(
            "i_string_UTF-16LE_with_BOM",
            "i_string_UTF-8_invalid_sequence",
            "i_string_UTF8_surrogate_U+D800",
            "i_string_invalid_utf-8",
            "i_string_iso_latin_1",
            "i_string_lone_utf8_continuation_byte",
            "i_string_not_in_unicode_range",
            "i_string_overlong_sequence_2_bytes",
            "i_string_overlong_sequence_6_bytes",
            "i_string_overlong_sequence_6_bytes_null",
            "i_string_truncated-utf-8",
            "i_string_utf16BE_no_BOM",
            "i_string_utf16LE_no_BOM",
            "i_structure_UTF-8_BOM_empty_object");

    private final Map<Boolean, List<String>> byVerdict = Corpus.inputs("json-test-suite.txt").stream()
            .collect(Collectors.partitioningBy(
                    input -> isJson(input.bytes()), Collectors.mapping(Corpus.Input::name, Collectors.toList())));

    private static boolean isJson(byte[] document) {
        return !(new Decoder().decode(document) instanceof Error error)
                || error.type() == DecodeErrorType.NOT_AN_OBJECT;
    }

    @Test
    void whatMustBeAcceptedIsAccepted() {
        assertThat(byVerdict.get(true))
                .filteredOn(name -> name.startsWith("y_"))
                .hasSize(95);
        assertThat(byVerdict.get(false)).noneMatch(name -> name.startsWith("y_"));
    }

    @Test
    void whatMustBeRejectedIsRejected() {
        assertThat(byVerdict.get(false))
                .filteredOn(name -> name.startsWith("n_"))
                .hasSize(188);
        assertThat(byVerdict.get(true)).noneMatch(name -> name.startsWith("n_"));
    }

    @Test
    void whatMayBeEitherIsRejectedOnlyIfItIsNotUtf8OrHasAByteOrderMark() {
        assertThat(byVerdict.get(false))
                .filteredOn(name -> name.startsWith("i_"))
                .containsExactlyElementsOf(REJECTED);
        assertThat(byVerdict.get(true))
                .filteredOn(name -> name.startsWith("i_"))
                .hasSize(21);
    }
}
