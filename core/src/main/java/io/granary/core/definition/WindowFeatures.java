package io.granary.core.definition;

import io.granary.core.expression.Expression;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowFunction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The features that the windows of aggregations give, with their types. */
public final class WindowFeatures {

    private WindowFeatures() {}

    /**
     * One for each window, in the order of the definition; each is a column of its own name.
     *
     * @param columns of the source
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) when the aggregation is not valid
     */
    public static List<Feature> of(Aggregation aggregation, List<Column> columns) {
        DataType type = type(aggregation, columns);
        Object emptyValue = Coercion.coerce(aggregation.emptyValue(), type, "default");
        return aggregation.featureNames().stream()
                .map(name -> new Feature(name, type, name, emptyValue))
                .toList();
    }

    static List<Feature> of(FeatureView view, List<Column> columns) {
        List<Feature> features = new ArrayList<>();
        view.aggregations().forEach(aggregation -> features.addAll(of(aggregation, columns)));
        return List.copyOf(features);
    }

    private static DataType type(Aggregation aggregation, List<Column> columns) {
        return WindowFunction.parse(aggregation.function()).resultType(inputType(aggregation.of(), columns));
    }

    /** An aggregation of nothing counts the events that its {@code where} selects. */
    private static ScalarType inputType(@Nullable String of, List<Column> columns) {
        return of == null ? ScalarType.BOOL : Expression.scalarType(of, columns);
    }
}
