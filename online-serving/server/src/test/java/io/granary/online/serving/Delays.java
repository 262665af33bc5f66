package io.granary.online.serving;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.Window;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Windows over arrivals at airports, beside a view of rows. */
final class Delays {

    static final StreamSource ARRIVALS = new StreamSource(
            "arrivals",
            "arrivals",
            StreamSource.Format.JSON,
            List.of(
                    new Column("airport", ScalarType.STRING),
                    new Column("at", ScalarType.TIMESTAMP),
                    new Column("flight", ScalarType.STRING),
                    new Column("delay", ScalarType.INT64)),
            null,
            "at",
            null,
            "flight",
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            null,
            Metadata.NONE);

    static final FeatureView DELAYS = view(
            "delays",
            null,
            aggregation("flights", "count", null, null, "1h", "24h"),
            aggregation("late", "count", null, "delay > 15", "1h"),
            aggregation("delay", "avg", "delay", null, "1h", "24h"),
            aggregation("worst", "max", "delay", null, "24h"),
            aggregation("recent", "last_k(3)", "flight", null, "24h"),
            aggregation("latest", "last", "flight", null, "1h"));

    static final OnDemandFeatureView SHARE = new OnDemandFeatureView(
            "share",
            List.of(new FeatureSelection("delays", null, Map.of(), List.of("flights_1h", "late_1h", "delay_1h"))),
            List.of(),
            List.of(
                    new Feature(
                            "late_share",
                            ScalarType.FLOAT64,
                            "double(delays__late_1h) / double(delays__flights_1h)",
                            null),
                    new Feature("twice", ScalarType.FLOAT64, "delays__delay_1h * 2.0", null)),
            Metadata.NONE);

    private Delays() {}

    static List<Definition> definitions() {
        return List.of(
                Flights.AIRPORT,
                ARRIVALS,
                DELAYS,
                SHARE,
                source(),
                Flights.AIRPORT_FACTS,
                service("nulls", OnMissing.NULL),
                service("defaults", OnMissing.DEFAULT),
                service("strict", OnMissing.FAIL));
    }

    private static Definition source() {
        return Flights.definitions().stream()
                .filter(definition -> definition.name().equals("pushed"))
                .findFirst()
                .orElseThrow();
    }

    static FeatureView view(String name, @Nullable Duration maxStaleness, Aggregation... aggregations) {
        return new FeatureView(
                name,
                List.of("airport"),
                "arrivals",
                Map.of(),
                null,
                List.of(),
                List.of(aggregations),
                null,
                maxStaleness,
                true,
                true,
                Metadata.NONE);
    }

    static Aggregation aggregation(
            String name, String function, @Nullable String of, @Nullable String where, String... windows) {
        List<Window> parsed = List.of(windows).stream().map(Window::parse).toList();
        return new Aggregation(name, function, of, parsed, where, WindowMode.SAWTOOTH);
    }

    private static FeatureService service(String name, OnMissing onMissing) {
        List<FeatureSelection> features = List.of(
                new FeatureSelection("delays", null, Map.of(), List.of("flights_1h", "delay_1h")),
                new FeatureSelection("airport_facts", null, Map.of(), List.of("city")));
        return new FeatureService(name, features, onMissing, 0, Metadata.NONE);
    }
}
