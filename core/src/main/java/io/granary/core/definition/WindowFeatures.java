package io.granary.core.definition;

import io.granary.core.expression.Expression;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.core.window.TimeWindow;
import io.granary.core.window.WindowFunction;
import io.granary.core.window.WindowInput;
import io.granary.core.window.WindowMode;
import io.granary.core.window.WindowedFeature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

    /**
     * How the features of a view's aggregations are computed, in the order of the definition.
     *
     * @param columns of the view's source
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) for an aggregation that is not valid
     */
    public static List<WindowedFeature> windowed(FeatureView view, List<Column> columns) {
        List<WindowedFeature> features = new ArrayList<>();
        view.aggregations().forEach(aggregation -> features.addAll(windowed(aggregation, columns)));
        return List.copyOf(features);
    }

    private static List<WindowedFeature> windowed(Aggregation aggregation, List<Column> columns) {
        WindowFunction function = WindowFunction.parse(aggregation.function());
        WindowInput input =
                new WindowInput(aggregation.of(), aggregation.where(), inputType(aggregation.of(), columns));
        List<TimeWindow> windows = windows(aggregation);
        List<Feature> features = of(aggregation, columns);
        return IntStream.range(0, windows.size())
                .mapToObj(i -> new WindowedFeature(
                        features.get(i).name(),
                        function,
                        input,
                        windows.get(i),
                        features.get(i).defaultValue()))
                .toList();
    }

    /** The windows of an aggregation, in the order of its features. */
    public static List<TimeWindow> windows(Aggregation aggregation) {
        if (aggregation.mode() == WindowMode.LIFETIME) {
            return List.of(TimeWindow.LIFETIME);
        }
        return aggregation.windows().stream()
                .map(window ->
                        new TimeWindow(aggregation.mode(), micros(window.length()), micros(tile(aggregation, window))))
                .toList();
    }

    private static Duration tile(Aggregation aggregation, Window window) {
        return switch (aggregation.mode()) {
            case SAWTOOTH, HOPPING, TUMBLING_OPEN -> aggregation.hop(window);
            case TUMBLING_CLOSED ->
                Window.HOPS.stream().filter(window::isDivisibleBy).findFirst().orElseThrow();
            case EXACT, LIFETIME -> Duration.ZERO;
        };
    }

    private static long micros(Duration duration) {
        return TimeUnit.SECONDS.toMicros(duration.toSeconds());
    }

    private static DataType type(Aggregation aggregation, List<Column> columns) {
        return WindowFunction.parse(aggregation.function()).resultType(inputType(aggregation.of(), columns));
    }

    /** An aggregation of nothing counts the events that its {@code where} selects. */
    private static ScalarType inputType(@Nullable String of, List<Column> columns) {
        return of == null ? ScalarType.BOOL : Expression.scalarType(of, columns);
    }
}
