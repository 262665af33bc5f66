package io.granary.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void readsEveryKindOfValue() {
        JsonNode json = parse("{\"a\": [1, -2.50, \"x\", true, null], \"b\": {}}");

        assertThat(json.at("/a/0").longValue()).isEqualTo(1);
        assertThat(json.at("/a/2").textValue()).isEqualTo("x");
        assertThat(json.at("/a/3").booleanValue()).isTrue();
        assertThat(json.at("/a/4").isNull()).isTrue();
        assertThat(json.at("/b").isObject()).isTrue();
    }

    @Test
    void keepsNumbersExact() {
        assertThat(parse("18446744073709551615").bigIntegerValue()).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(parse("9007199254740993").longValue()).isEqualTo(9_007_199_254_740_993L);
        assertThat(parse("-2.50").decimalValue()).isEqualTo(new BigDecimal("-2.50"));
        assertThat(parse("0.1000000000000000055511151231257827").decimalValue())
                .isEqualTo(new BigDecimal("0.1000000000000000055511151231257827"));
    }

    @Test
    void keepsTextBeyondTheBasicPlane() {
        assertThat(parse("\"\\ud83d\\ude00 \uD83D\uDE00 \\\\ud800\"").textValue())
                .isEqualTo("\uD83D\uDE00 \uD83D\uDE00 \\ud800");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1e999999999", "1e-999999999", "17976931348623159e400"})
    void refusesNumbersBeyondADouble(String number) {
        assertRefused(
                "{\"entities\": {\"airport\": [1, " + number + "]}}",
                "entities.airport[1]: " + number + " (expected: a number in the range of a double)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+1", "01", ".5", "'a'", "undefined", "TRUE"})
    void refusesWhatIsNotJson(String value) {
        assertThatThrownBy(() -> parse("{\"entities\": {\"airport\": [1, 2, 3, " + value + "]}}"))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("entities.airport[3]: ")
                .hasMessageEndingWith("(expected: strict JSON)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x10", "1 2", "\"a\" \"b\""})
    void namesTheArrayWhereACommaIsMissing(String values) {
        assertThatThrownBy(() -> parse("{\"entities\": {\"airport\": [" + values + "]}}"))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("entities.airport: Unexpected character");
    }

    @Test
    void refusesADuplicateKey() {
        assertRefused(
                "{\"entities\": {\"a\": [], \"b\": [], \"a\": []}}",
                "entities.a: duplicate key (expected: each key once)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} x", "{}{}", "{},", "1 2", "[]]", "null null"})
    void refusesWhatFollowsTheValue(String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("body: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void refusesNothing(String json) {
        assertRefused(json, "body: empty (expected: a JSON value)");
    }

    @Test
    void acceptsDepthUpToTheLimit() {
        assertThat(parse("[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 5_000, 1_000_000})
    void refusesTooDeepNesting(int depth) {
        assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}"))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("a[0][0]")
                .hasMessageEndingWith(": nested too deep (expected: at most 64 levels)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\ud800x", "\\ud800\\u0041", "\\ud800\\ud800", "\\\\\\ud800"})
    void refusesALoneSurrogate(String text) {
        assertThatThrownBy(() -> parse("{\"entities\": {\"airport\": [\"ok\", \"" + text + "\"]}}"))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("entities.airport[1]: lone surrogate \\ud")
                .hasMessageEndingWith("(expected: a surrogate pair)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c3", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080"})
    void refusesInvalidUtf8(String bytes) {
        byte[] json = ("{\"entities\": {\"airport\": [\"" + bytes + "\"]}}").getBytes(ISO_8859_1);

        assertThatThrownBy(() -> StrictJson.parse(json))
                .isInstanceOf(GranaryException.class)
                .hasMessage("entities.airport[0]: invalid UTF-8 at byte 27 (expected: UTF-8)");
    }

    @Test
    void refusesAByteOrderMark() {
        assertRefused("\uFEFF{}", "body: byte order mark (expected: UTF-8 without one)");
    }

    @Test
    void readsByStreaming() {
        String text = StrictJson.read("[\"a\"]".getBytes(UTF_8), parser -> {
            parser.nextToken();
            String value = parser.nextTextValue();
            parser.nextToken();
            return value;
        });

        assertThat(text).isEqualTo("a");
    }

    @Test
    void wordsAComplaintOfTheStreamingReader() {
        assertThatThrownBy(() -> StrictJson.read("[1, \"a\"]".getBytes(UTF_8), parser -> {
                    parser.nextToken();
                    parser.nextToken();
                    parser.nextToken();
                    return parser.getLongValue();
                }))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("[1]: ");
    }

    private static JsonNode parse(String json) {
        return StrictJson.parse(json.getBytes(UTF_8));
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOfSatisfying(
                        GranaryException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessage(message);
    }
}
