package io.granary.registry.server.lineage;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Window;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import java.util.List;
import java.util.Map;

/** A source, an entity and a view: of one name, or with windows. The source's columns are only in its file. */
final class Twins {

    private static final Feature MILES = new Feature("miles", ScalarType.FLOAT64, "miles", null);

    private Twins() {}

    static Definitions named(String name) {
        return definitions(name, name, view(name, name, List.of(MILES), List.of()));
    }

    static Definitions windowed() {
        List<Window> windows = List.of(Window.parse("1h"), Window.parse("24h"));
        Aggregation far =
                new Aggregation("far", "avg", "miles > 10.0 ? 1.0 : 0.0", windows, "tip > 0.0", WindowMode.SAWTOOTH);
        return definitions("trips", "driver", view("driver_trips", "driver", List.of(), List.of(far)));
    }

    private static Definitions definitions(String source, String entity, FeatureView view) {
        return new Definitions(List.of(
                new BatchSource(source, BatchSource.Format.PARQUET, "trips", "at", null, null, Metadata.NONE),
                new Entity(entity, List.of(new JoinKey("driver", ScalarType.STRING)), Metadata.NONE),
                view));
    }

    private static FeatureView view(
            String name, String entity, List<Feature> features, List<Aggregation> aggregations) {
        return new FeatureView(
                name,
                List.of(entity),
                "trips",
                Map.of(),
                null,
                features,
                aggregations,
                null,
                true,
                true,
                Metadata.NONE);
    }
}
