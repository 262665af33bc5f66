package io.granary.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.type.DataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL's null rules. In every row {@code late} and {@code delay} are null, {@code diverted} is true, {@code miles} 2. */
class ExpressionNullTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = ';',
            nullValues = "null",
            value = {
                "late; null",
                "!late; null",
                "late && true; null",
                "true && late; null",
                "late && false; false",
                "false && late; false",
                "late || true; true",
                "true || late; true",
                "late || false; null",
                "false || late; null",
                "late && late; null",
                "late || late; null",
                "late == late; null",
                "late != true; null",
                "delay == 1; null",
                "delay < 1; null",
                "delay > 1.5; null",
                "-delay > 0; null",
                "delay + 1 > 0; null",
                "1 - delay > 0; null",
                "late ? true : false; null",
                "diverted ? late : true; null",
                "diverted ? true : late; true",
                "delay > 1 && miles > 1.0; null",
                "delay > 1 && miles > 3.0; false",
                "delay > 1 || miles > 1.0; true",
                "tail == 'x'; null",
                "tail.startsWith('x'); null",
                "size(tail) > 0; null",
                "delay in [1, 2]; null",
                "2 in stops; null",
                "stops.exists(s, s > 1); null",
                "[1, 2].exists(x, x > delay); null",
                "[1, 2].all(x, late); null",
                "fares['x'] > 1.0; null",
                "double(delay) > 1.0; null",
                "hour(arrived_at) > 1; null",
                "seconds_between(arrived_at, departed_at) > 1.0; null",
                "pow(miles, double(delay)) > 1.0; null",
                "isNull(late); true",
                "isNull(diverted); false",
                "!isNull(late); false",
                "isNull(late) && isNull(delay); true",
                "isNull(delay + 1); true",
                "isNull(miles + 1.0); false",
                "isNull(late && false); false",
                "isNull(isNull(late)); false",
                "isNull(default(late, false)); false",
                "default(late, true); true",
                "default(diverted, false); true",
                "default(late, late); null",
                "default(delay, 3) > 2; true",
                "default(delay + 1, 0) > 2; false",
                "default(default(delay, small), 7) == 7; true",
                "default(late, miles > 1.0); true",
            })
    void followsSql(String text, @Nullable Boolean expected) {
        Expression expression = Expression.compile(text, Rows.COLUMNS, DataType.parse("BOOL"));

        Object value = expression.evaluate(name -> switch (name) {
            case "diverted" -> true;
            case "miles" -> 2.0;
            default -> null;
        });

        assertThat(value).isEqualTo(expected);
    }
}
