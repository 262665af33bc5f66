package io.granary.core.expression;

import static io.granary.core.expression.Rows.compile;
import static io.granary.core.expression.Rows.evaluate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granary.core.ErrorCode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionErrorTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "dealy + 1; INT64; 1; 1; a variable that exists, not 'dealy'%s did you mean 'delay'?",
                "delay + dealy; INT64; 1; 9; a variable that exists, not 'dealy'%s did you mean 'delay'?",
                "hourr(arrived_at); INT64; 1; 6; a function that exists, not 'hourr'%s did you mean 'hour'?",
                "delay * 1.5; FLOAT64; 1; 7; operands that fit, '*' does not take (int, double)%s write double(x) for the int",
                "delay == miles; BOOL; 1; 7; operands that fit, '==' does not take (int, double)%s write double(x) for the int",
                "sqrt(delay); FLOAT64; 1; 5; operands that fit, 'sqrt' does not take (int)%s write double(x) for the int",
                "tail + 1; STRING; 1; 6; operands that fit, '+' does not take (string, int)",
                "hour(tail); INT64; 1; 5; operands that fit, 'hour' does not take (string)",
                "delay == null; BOOL; 1; 7; operands that fit, '==' does not take (int, null)%s write isNull(x) to test for null",
                "delay; FLOAT64; 1; 1; a result of type FLOAT64, not int%s write double(delay)",
                "miles; INT64; 1; 1; a result of type INT64, not double%s write int(miles)",
                "arrived_at; STRING; 1; 1; a result of type STRING, not timestamp",
                "arrived_at - departed_at; INT64; 1; 1; a result of type INT64, not duration",
                "delay +; INT64; 1; 8; a valid expression%s mismatched input '<EOF>'",
                "isNull(); BOOL; 1; 7; a valid expression%s isNull takes 1 argument, not 0",
                "default(delay); INT64; 1; 8; a valid expression%s default takes 2 arguments, not 1",
            })
    void refusesAtCompileAndSaysWhatToWrite(String text, String type, int line, int column, String expected) {
        ExpressionException refused = refused(text, type);

        assertThat(refused)
                .hasMessage(
                        "expression at line %d, column %d: %s (expected: %s)",
                        line, column, text, expected.replace("%s", ";"));
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refused.line()).isEqualTo(line);
        assertThat(refused.column()).isEqualTo(column);
    }

    @Test
    void listsTheVariablesWhenNoneIsClose() {
        assertThat(refused("altitude > 3", "BOOL"))
                .hasMessageContaining("not 'altitude'; one of arrived_at, cargo, delay, departed_at, diverted");
    }

    @Test
    void positionsCountLines() {
        ExpressionException refused = refused("late\n  && dealy > 1", "BOOL");

        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused.column()).isEqualTo(6);
    }

    @Test
    void findsProblemsInsideTestedOperands() {
        assertThat(refused("isNull(dealy)", "BOOL"))
                .hasMessageStartingWith("expression at line 1, column 8")
                .hasMessageContaining("did you mean 'delay'?");
    }

    @Test
    void boundsLengthAndNesting() {
        assertThat(refused("1" + " + 1".repeat(1100), "INT64"))
                .hasMessageEndingWith("... (expected: at most 4096 characters, not 4401)");
        assertThat(refused("(".repeat(200) + "1" + ")".repeat(200), "INT64"))
                .hasMessageContaining("Expression recursion limit exceeded");
        assertThat(refused("[".repeat(2000) + "]".repeat(2000), "INT64"))
                .hasMessageContaining("Expression recursion limit exceeded");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "delay / (delay - delay); INT64; division by zero",
                "delay % (delay - delay); INT64; division by zero",
                "delay + 9223372036854775807; INT64; an integer overflows",
                "-delay * 9223372036854775807; INT64; an integer overflows",
                "delay * 1000000000; INT32; 3000000000 is out of the range of INT32",
                "[delay * 1000000000]; LIST<INT32>; 3000000000 is out of the range of INT32",
                "pow(10.0, 300.0); FLOAT32; 1.0E300 is out of the range of FLOAT32",
                "[1.0, 2.0]; VECTOR<FLOAT32, 3>; a list of 2 is no VECTOR<FLOAT32, 3>",
                "timestamp('2001-01-01T00:00:00.0000001Z'); TIMESTAMP; 2001-01-01T00:00:00.000000100Z is finer than a microsecond",
                "stops[3]; INT64; Index out of bounds: 3",
                "fares['z']; FLOAT64; z",
                "isNull(delay / 0); BOOL; division by zero",
                "default(delay / 0, 1); INT64; division by zero",
            })
    void failsAtRunTimeNamingTheText(String text, String type, String reason) {
        ExpressionException failed = catchThrowableOfType(
                ExpressionException.class,
                () -> evaluate(text, type, "delay", 3L, "stops", List.of(1), "fares", Map.of("x", 1.0)));

        assertThat(failed).hasMessage("Cannot evaluate '%s': %s", text, reason).hasCauseInstanceOf(Exception.class);
        assertThat(failed.code()).isEqualTo(ErrorCode.UNPROCESSABLE);
    }

    @Test
    void boundsIterations() {
        List<Integer> many = Collections.nCopies(1000, 1);

        ExpressionException failed = catchThrowableOfType(
                ExpressionException.class,
                () -> evaluate("stops.map(a, stops.map(b, a + b).size()).size()", "INT64", "stops", many));

        assertThat(failed).hasMessageEndingWith("Iteration budget exceeded: 100000");
    }

    private static ExpressionException refused(String text, String type) {
        return catchThrowableOfType(ExpressionException.class, () -> compile(text, type));
    }
}
