package io.granary.registry.server.validation;

import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import io.granary.core.definition.Aggregation;
import io.granary.core.expression.ExpressionException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of one aggregation. */
final class AggregationRules {

    private static final List<String> FUNCTIONS = Arrays.stream(WindowFunction.Name.values())
            .map(WindowFunction.Name::text)
            .toList();

    /** The types that a scalar value may have to CEL, to which INT32 is an INT64 and FLOAT32 a FLOAT64; likely ones first. */
    private static final List<ScalarType> SCALARS = List.of(
            ScalarType.FLOAT64,
            ScalarType.INT64,
            ScalarType.BOOL,
            ScalarType.STRING,
            ScalarType.BYTES,
            ScalarType.TIMESTAMP);

    private final Check check;
    private final String path;

    AggregationRules(Check check, String path) {
        this.check = check;
        this.path = path;
    }

    /** @param names of the view's features so far; the aggregation's are added */
    void apply(Aggregation aggregation, Set<String> names) {
        check.requireName(path + ".name", aggregation.name());
        WindowFunction function = parse(aggregation.function());
        if (aggregation.of() == null && function != null && function.needsInput()) {
            check.violation(path + ".of", "missing", "CEL that gives the value; only count does without");
        }
        boolean isLifetime = aggregation.mode() == Aggregation.Mode.LIFETIME;
        if (isLifetime != aggregation.windows().isEmpty()) {
            check.violation(
                    path + ".windows",
                    aggregation.windows().size() + " windows",
                    isLifetime ? "none, as mode is lifetime" : "at least one window");
        }
        for (String name : aggregation.featureNames()) {
            if (!names.add(name)) {
                check.violation(path + ".name", "'" + name + "'", "each feature name once in the view");
            }
        }
    }

    void requireCompiles(Aggregation aggregation, List<Column> columns) {
        if (aggregation.where() != null) {
            check.requireCompiles(path + ".where", aggregation.where(), columns, ScalarType.BOOL);
        }
        ExpressionException failure = aggregation.of() == null ? null : failure(aggregation.of(), columns);
        if (failure != null) {
            check.report(path + ".of", failure);
        }
    }

    /** Null after reporting that there is no such function. */
    private @Nullable WindowFunction parse(String function) {
        try {
            return WindowFunction.parse(function);
        } catch (GranaryException e) {
            check.violation(
                    path + ".function",
                    "'" + function + "'",
                    WindowFunction.EXPECTED,
                    Suggestions.of(function, FUNCTIONS));
            return null;
        }
    }

    /** Null when the expression has any scalar type; else why it has not. */
    private static @Nullable ExpressionException failure(String text, List<Column> columns) {
        ExpressionException failure = null;
        for (ScalarType type : SCALARS) {
            failure = SoundExpressions.failure(text, columns, type);
            if (failure == null) {
                return null;
            }
        }
        return failure;
    }
}
