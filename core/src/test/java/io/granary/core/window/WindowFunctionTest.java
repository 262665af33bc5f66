package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowFunctionTest {

    @ParameterizedTest
    @CsvSource({
        "count, STRING, INT64",
        "count_distinct, STRING, INT64",
        "count_distinct(50), STRING, INT64",
        "approx_count_distinct, STRING, INT64",
        "sum, INT32, INT64",
        "sum, FLOAT32, FLOAT64",
        "avg, INT64, FLOAT64",
        "var, FLOAT32, FLOAT64",
        "std, FLOAT64, FLOAT64",
        "min, TIMESTAMP, TIMESTAMP",
        "max, INT32, INT32",
        "first, BYTES, BYTES",
        "last_k(3), STRING, LIST<STRING>",
        "first_k( 1000 ), BOOL, LIST<BOOL>",
        "percentile(0.5), INT64, FLOAT64",
    })
    void givesItsResultType(String text, ScalarType input, String result) {
        assertThat(WindowFunction.parse(text).resultType(input)).isEqualTo(DataType.parse(result));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "median",
                "last_k",
                "last_k(0)",
                "last_k(1.5)",
                "last_k(1001)",
                "percentile(1.5)",
                "sum(1)",
                "count_distinct(0)",
                "distinct"
            })
    void refusesOtherFunctionsAndArguments(String text) {
        assertThatThrownBy(() -> WindowFunction.parse(text))
                .hasMessageStartingWith("function: " + text + " (expected: ");
    }

    @Test
    void saysWhichArgumentIsRight() {
        assertThatThrownBy(() -> WindowFunction.parse("last_k(1001)"))
                .hasMessage("function: last_k(1001) (expected: last_k(k) with k from 1 to 1000)");
        assertThatThrownBy(() -> WindowFunction.parse("percentile(2)"))
                .hasMessage("function: percentile(2) (expected: percentile(p) with p from 0 to 1)");
        assertThatThrownBy(() -> WindowFunction.parse("percentile(0.5.1)"))
                .hasMessageContaining("approx_count_distinct or");
    }

    @Test
    void refusesInputsThatItCannotTake() {
        assertThatThrownBy(() -> WindowFunction.parse("avg").resultType(ScalarType.STRING))
                .hasMessage("of: STRING (expected: a number, as the function is avg)");
    }

    @Test
    void saysWhichInputsItTakes() {
        assertThat(WindowFunction.parse("max").takes(ScalarType.TIMESTAMP)).isTrue();
        assertThat(WindowFunction.parse("max").takes(ScalarType.BOOL)).isFalse();
        assertThat(WindowFunction.parse("max").inputRule()).isEqualTo("a number or TIMESTAMP, as the function is max");
        assertThat(WindowFunction.parse("last_k(2)").givesList()).isTrue();
    }

    @Test
    void onlyCountNeedsNoInput() {
        assertThat(WindowFunction.parse("count").needsInput()).isFalse();
        assertThat(WindowFunction.parse("sum").needsInput()).isTrue();
    }
}
