package io.granary.core.window;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.WindowFeatures;
import io.granary.core.expression.Expression;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One feature of a window view: a function of an input over a window.
 *
 * @param emptyValue what it is when the window has no values, of the type's Java class; null: what the function gives
 */
public record WindowedFeature(
        String name,
        WindowFunction function,
        WindowInput input,
        TimeWindow window,
        @Nullable Object emptyValue) {

    /**
     * The features of a view's aggregations, in the order of the definition.
     *
     * @param columns of the view's source
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) for an aggregation that is not valid
     */
    public static List<WindowedFeature> of(FeatureView view, List<Column> columns) {
        List<WindowedFeature> features = new ArrayList<>();
        view.aggregations().forEach(aggregation -> features.addAll(of(aggregation, columns)));
        return List.copyOf(features);
    }

    private static List<WindowedFeature> of(Aggregation aggregation, List<Column> columns) {
        WindowFunction function = WindowFunction.parse(aggregation.function());
        WindowInput input = input(aggregation, columns);
        List<TimeWindow> windows = TimeWindow.of(aggregation);
        List<Feature> features = WindowFeatures.of(aggregation, columns);
        List<WindowedFeature> all = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Feature feature = features.get(i);
            all.add(new WindowedFeature(feature.name(), function, input, windows.get(i), feature.defaultValue()));
        }
        return all;
    }

    private static WindowInput input(Aggregation aggregation, List<Column> columns) {
        String of = aggregation.of();
        ScalarType type = of == null ? ScalarType.BOOL : Expression.scalarType(of, columns);
        return new WindowInput(of, aggregation.where(), type);
    }

    /** The type of its values. */
    public DataType type() {
        return function.resultType(input.type());
    }
}
