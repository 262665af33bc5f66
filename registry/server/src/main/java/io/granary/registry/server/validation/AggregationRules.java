package io.granary.registry.server.validation;

import io.granary.core.definition.Aggregation;
import io.granary.core.expression.ExpressionException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of one aggregation. */
final class AggregationRules {

    private static final List<String> PLAIN =
            List.of("count", "sum", "avg", "min", "max", "var", "std", "first", "last", "distinct");
    private static final String LISTS = "(first_k|last_k)\\([1-9]\\d{0,3}\\)";

    private final Check check;
    private final String path;

    AggregationRules(Check check, String path) {
        this.check = check;
        this.path = path;
    }

    /** @param names of the view's features so far; the aggregation's are added */
    void apply(Aggregation aggregation, Set<String> names) {
        check.requireName(path + ".name", aggregation.name());
        requireFunction(aggregation.function());
        if (aggregation.of() == null && !aggregation.function().equals("count")) {
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

    private void requireFunction(String function) {
        if (!function.matches(LISTS)) {
            check.requireKnown(
                    path + ".function",
                    function,
                    PLAIN,
                    "one of " + String.join(", ", PLAIN) + ", first_k(n), last_k(n)");
        }
    }

    /** Null when the expression has any scalar type; else why it has not. */
    private static @Nullable ExpressionException failure(String text, List<Column> columns) {
        ExpressionException failure = null;
        for (ScalarType type : ScalarType.values()) {
            failure = Check.failure(text, columns, type);
            if (failure == null) {
                return null;
            }
        }
        return failure;
    }
}
