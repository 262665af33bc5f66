package io.granary.core.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import io.granary.core.ErrorCode;
import io.granary.core.Suggestions;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with one text, in words that say what to write instead, at a position from line 1 and column 1. */
final class CompileErrors {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '(.+)' \\(in container ''\\)");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '(.+)' applied to '\\((.*)\\)' \\(candidates: .*\\)");

    private static final List<String> OF_CEL = List.of(
            "bool", "bytes", "default", "double", "duration", "has", "int", "isNull", "size", "string", "timestamp");

    private final String text;
    private final List<String> names;

    CompileErrors(String text, List<Column> variables) {
        this.text = text;
        this.names = variables.stream().map(Column::name).sorted().toList();
    }

    ExpressionException tooLong(int limit) {
        String start = text.substring(0, 40) + "...";
        return new ExpressionException(
                ErrorCode.INVALID_ARGUMENT,
                "expression: " + start + " (expected: at most " + limit + " characters, not " + text.length() + ")",
                1,
                1,
                null);
    }

    ExpressionException of(CelIssue issue) {
        int line = Math.max(1, issue.getSourceLocation().getLine());
        int column = Math.max(0, issue.getSourceLocation().getColumn()) + 1;
        return invalid(expected(issue.getMessage(), line, column), line, column, null);
    }

    ExpressionException result(DataType expected, CelType actual) {
        return invalid(
                "a result of type " + expected.text() + ", not " + TypeMapping.text(actual)
                        + conversion(TypeMapping.of(expected), actual),
                1,
                1,
                null);
    }

    ExpressionException noScalar(CelType actual) {
        return invalid("a result of a scalar type, not " + TypeMapping.text(actual), 1, 1, null);
    }

    ExpressionException unplannable(CelEvaluationException cause) {
        return invalid("a valid expression; " + cause.getMessage(), 1, 1, cause);
    }

    private ExpressionException invalid(String expected, int line, int column, @Nullable Throwable cause) {
        String position = "expression at line " + line + ", column " + column;
        return new ExpressionException(
                ErrorCode.INVALID_ARGUMENT,
                position + ": " + text + " (expected: " + expected + ")",
                line,
                column,
                cause);
    }

    private String expected(String message, int line, int column) {
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            return isCall(line, column) ? function(undeclared.group(1)) : variable(undeclared.group(1));
        }
        Matcher noOverload = NO_OVERLOAD.matcher(message);
        if (noOverload.matches()) {
            return operands(noOverload.group(1), TypeMapping.text(noOverload.group(2)));
        }
        int alternatives = message.indexOf(" expecting {");
        return "a valid expression; "
                + TypeMapping.text(alternatives < 0 ? message : message.substring(0, alternatives));
    }

    private boolean isCall(int line, int column) {
        String sourceLine = text.lines().skip(line - 1L).findFirst().orElse("");
        return sourceLine.startsWith("(", Math.min(column - 1, sourceLine.length()));
    }

    private String variable(String name) {
        String suggestion = Suggestions.of(name, names);
        String hint = suggestion == null ? "one of " + String.join(", ", names) : suggestion;
        return "a variable that exists, not '" + name + "'; " + hint;
    }

    private static String function(String name) {
        List<String> functions = new ArrayList<>(FunctionTable.names());
        functions.addAll(OF_CEL);
        String suggestion = Suggestions.of(name, functions);
        return "a function that exists, not '" + name + "'" + (suggestion == null ? "" : "; " + suggestion);
    }

    private static String operands(String function, String types) {
        String operator = function.replace("_", "");
        String expected = "operands that fit, '" + operator + "' does not take (" + types + ")";
        if (types.contains("null")) {
            return expected + "; write isNull(x) to test for null";
        }
        boolean mixed = types.contains("int") && types.contains("double");
        boolean intForDouble = types.contains("int") && FunctionTable.names().contains(function);
        return expected + (mixed || intForDouble ? "; write double(x) for the int" : "");
    }

    private String conversion(CelType expected, CelType actual) {
        if (expected.equals(SimpleType.DOUBLE) && actual.equals(SimpleType.INT)) {
            return "; write double(" + text.strip() + ")";
        }
        if (expected.equals(SimpleType.INT) && actual.equals(SimpleType.DOUBLE)) {
            return "; write int(" + text.strip() + ")";
        }
        return "";
    }
}
