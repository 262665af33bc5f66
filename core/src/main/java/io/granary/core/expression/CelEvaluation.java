package io.granary.core.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import io.granary.core.ErrorCode;
import io.granary.core.type.DataType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs a planned program. A null column is left unbound; CEL then gives an unknown, which is read as null. */
final class CelEvaluation implements Evaluation {

    private static final Pattern PREFIX = Pattern.compile("evaluation error at <input>:\\d+: ");

    private final String text;
    private final DataType type;
    private final Program program;
    private final List<Program> operands;

    /** @param operands the programs of the operands that hidden variables test for null, by their index */
    CelEvaluation(String text, DataType type, Program program, List<Program> operands) {
        this.text = text;
        this.type = type;
        this.program = program;
        this.operands = List.copyOf(operands);
    }

    @Override
    public @Nullable Object evaluate(Variables variables) {
        try {
            Object value = program.eval(resolver(variables));
            return value instanceof CelUnknownSet ? null : ValueMapping.fromCel(value, type);
        } catch (CelEvaluationException | ArithmeticException e) {
            throw failure(e);
        }
    }

    private CelVariableResolver resolver(Variables variables) {
        return name -> Optional.ofNullable(
                name.startsWith(NullMacros.HIDDEN) ? isNull(name, variables) : value(name, variables));
    }

    private static @Nullable Object value(String name, Variables variables) {
        Object value = variables.value(name);
        return value == null ? null : ValueMapping.toCel(value);
    }

    private Boolean isNull(String hidden, Variables variables) {
        Program operand = operands.get(Integer.parseInt(hidden.substring(NullMacros.HIDDEN.length())));
        try {
            return operand.eval(resolver(variables)) instanceof CelUnknownSet;
        } catch (CelEvaluationException e) {
            throw failure(e);
        }
    }

    private ExpressionException failure(Exception cause) {
        if (cause.getCause() instanceof ExpressionException failedOperand) {
            return failedOperand;
        }
        return new ExpressionException(
                ErrorCode.UNPROCESSABLE, "Cannot evaluate '" + text + "': " + reason(cause), 0, 0, cause);
    }

    private static String reason(Exception cause) {
        if (cause instanceof CelEvaluationException failure) {
            return switch (failure.getErrorCode()) {
                case DIVIDE_BY_ZERO -> "division by zero";
                case NUMERIC_OVERFLOW -> "an integer overflows";
                default -> withoutPrefix(failure);
            };
        }
        return String.valueOf(cause.getMessage());
    }

    private static String withoutPrefix(CelEvaluationException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher prefix = PREFIX.matcher(message);
        return prefix.lookingAt() ? message.substring(prefix.end()) : message;
    }
}
