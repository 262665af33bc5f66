package io.granary.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "delay | delay",
                "delay > 15 ? 1.0 : 0.0 | delay",
                "seconds_between(last, now) / 60.0 | last now",
                "default(a, b) + (isNull(c) ? 1 : 2) | a b c",
                "has(m.delay) && m['delay'] > n | m n",
                "codes.exists(code, code == wanted) | codes wanted",
                "codes.all(delay, delay > 0) && delay < 9 | codes delay",
                "[a, b].map(x, x * factor)[0] | a b factor",
                "{a: b}[c] | a b c",
                "name.startsWith('delay') | name",
                "type(a) == int | a",
                "'delay' == \"late\" | ",
            })
    void readsWhatTheTreeNamesAndNothingElse(String text, String names) {
        List<String> expected = names == null || names.isEmpty() ? List.of() : List.of(names.split(" "));

        assertThat(Expression.namesIn(text)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void refusesWhatIsNoExpression() {
        assertThatThrownBy(() -> Expression.namesIn("delay >"))
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith("expression at line 1, column ");
        assertThatThrownBy(() -> Expression.namesIn("a+".repeat(3_000) + "a")).hasMessageContaining("at most 4096");
    }
}
