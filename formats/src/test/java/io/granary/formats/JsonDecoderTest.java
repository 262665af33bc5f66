package io.granary.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonDecoderTest {

    private static final List<Column> COLUMNS = List.of(
            column("flag", "BOOL"),
            column("whole", "INT64"),
            column("decimal", "FLOAT64"),
            column("text", "STRING"),
            column("list", "LIST<INT64>"),
            column("map", "MAP<STRING, FLOAT64>"));

    private final RecordDecoder decoder = new JsonDecoder(new EventLayout(COLUMNS));

    @Test
    void readsEveryKindOfValue() {
        Event event = decode("""
                {"flag": true, "whole": 9223372036854775807, "decimal": 0.1, "text": "é\\n",
                 "list": [1, 2], "map": {"a": 1, "b": 2.5}}""");

        assertThat(event.value("flag")).isEqualTo(true);
        assertThat(event.value("whole")).isEqualTo(Long.MAX_VALUE);
        assertThat(event.value("decimal")).isEqualTo(0.1);
        assertThat(event.value("text")).isEqualTo("é\n");
        assertThat(event.value("list")).isEqualTo(List.of(1L, 2L));
        assertThat(event.value("map")).isEqualTo(Map.of("a", 1.0, "b", 2.5));
    }

    @Test
    void absentAndNullFieldsAreNullAndUnknownOnesAreLeftOut() {
        Event event = decode("{\"whole\": null, \"unknown\": {\"deep\": [1, {\"er\": 2}]}}");

        assertThat(COLUMNS)
                .allSatisfy(column -> assertThat(event.value(column.name())).isNull());
    }

    @Test
    void knowsOnlyDeclaredColumns() {
        Event event = decode("{\"unknown\": 1}");

        assertThatThrownBy(() -> event.value("unknown")).hasMessage("column: 'unknown' is not declared by the source");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{\"whole\": 1",
                "{\"whole\": 1} x",
                "{\"whole\": 1}{}",
                "{\"whole\": 1, \"whole\": 1}",
                "{\"unknown\": {\"a\": 1, \"a\": 1}}",
                "{\"whole\": 01}",
                "{\"whole\": 9223372036854775808}",
                "{\"whole\": 1.5}",
                "{\"whole\": 1e999999999}",
                "{\"decimal\": 1e400}",
                "{\"decimal\": 1e-999999999}",
                "{\"decimal\": 9007199254740993}",
                "{\"decimal\": NaN}",
                "{\"text\": \"\\ud800\"}",
                "{\"list\": [null]}",
                "{\"list\": 1}",
                "{'whole': 1}",
                "{whole: 1}",
                "{\"whole\": 1,}",
                "{\"whole\": 1 /* comment */}"
            })
    void refusesWhatIsNotStrictlyAnEvent(String json) {
        assertInvalid(json.getBytes(UTF_8));
    }

    @Test
    void refusesBytesThatAreNotText() {
        assertInvalid(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
    }

    @Test
    void refusesFiveThousandLevels() {
        assertInvalid(("{\"unknown\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}").getBytes(UTF_8));
    }

    private void assertInvalid(byte[] value) {
        assertThatThrownBy(() -> decoder.decode(EventHeaders.NONE, value))
                .isInstanceOfSatisfying(
                        GranaryException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    private Event decode(String json) {
        return decoder.decode(EventHeaders.NONE, json.getBytes(UTF_8));
    }

    private static Column column(String name, String type) {
        return new Column(name, DataType.parse(type));
    }
}
