package io.granary.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.type.DataType;
import io.granary.core.window.WindowMode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowFeaturesTest {

    @Test
    void haveTheTypesThatFunctionAndInputGive() {
        assertThat(features(
                        aggregation("n", "count", null, null, "1h"),
                        aggregation("miles", "avg", "miles", null, "1h", "24h"),
                        aggregation("last", "last_k(3)", "taxi", null, "1h"),
                        aggregation("first", "first", "small", null, "1h")))
                .extracting(feature -> feature.name() + " " + feature.type().text())
                .containsExactly(
                        "n_1h INT64",
                        "miles_1h FLOAT64",
                        "miles_24h FLOAT64",
                        "last_1h LIST<STRING>",
                        "first_1h INT32");
    }

    @Test
    void haveTheEmptyValueOfTheirTypeAsDefault() {
        assertThat(features(aggregation("miles", "avg", "miles", "-1", "1h")).get(0))
                .isEqualTo(new Feature("miles_1h", DataType.parse("FLOAT64"), "miles_1h", -1.0));
        assertThatThrownBy(() -> features(aggregation("n", "count", null, "none", "1h")))
                .hasMessageStartingWith("default: \"none\" (expected: INT64");
    }

    @Test
    void areFoundByNameLikeListedOnes() {
        FeatureView windowed = Trips.windows("trip_windows", aggregation("n", "count", null, null, "1h"));
        FeatureView plain = Trips.view("trip_rows", Trips.feature("miles", "miles"));
        Definitions definitions = Trips.first(windowed, plain).definitions();

        assertThat(definitions.findFeature(windowed, "n_1h")).isNotNull();
        assertThat(definitions.findFeature(windowed, "n")).isNull();
        assertThat(definitions.features(plain)).isEqualTo(plain.features());
    }

    @Test
    void needASourceWhoseColumnsAreKnown() {
        BatchSource file =
                new BatchSource("trips", BatchSource.Format.CSV, "trips.csv", "ended_at", null, null, Metadata.NONE);
        FeatureView view = Trips.windows("trip_windows", aggregation("n", "count", null, null, "1h"));

        assertThatThrownBy(() -> new Definitions(List.of(file, view)).features(view))
                .hasMessage("source: trips (expected: a source with a schema, as it gives the types of windows)");
    }

    private static List<Feature> features(Aggregation... aggregations) {
        FeatureView view = Trips.windows("trip_windows", aggregations);
        return Trips.first(view).definitions().features(view);
    }

    private static Aggregation aggregation(
            String name, String function, @Nullable String of, @Nullable String emptyValue, String... windows) {
        List<Window> parsed = Arrays.stream(windows).map(Window::parse).toList();
        return new Aggregation(name, function, of, parsed, null, WindowMode.SAWTOOTH, null, emptyValue);
    }
}
