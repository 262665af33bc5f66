package io.granary.ingestion.materialization;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Window;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import java.util.List;
import java.util.Map;

/** A project for tests, with views of every kind: two of a table, others that cannot be materialized. */
final class Shop {

    private static final Aggregation COUNT =
            new Aggregation("visits", "count", null, List.of(Window.parse("1h")), null, WindowMode.SAWTOOTH);

    private Shop() {}

    static List<Definition> definitions() {
        List<Column> columns =
                List.of(new Column("shopper", ScalarType.STRING), new Column("visited_at", ScalarType.TIMESTAMP));
        return List.of(
                new Entity("shopper", List.of(new JoinKey("shopper", ScalarType.STRING)), Metadata.NONE),
                new PushSource("visits", columns, "visited_at", Metadata.NONE),
                new BatchSource(
                        "shoppers",
                        BatchSource.Format.PARQUET,
                        "shoppers.parquet",
                        "registered_at",
                        null,
                        null,
                        Metadata.NONE),
                view("shopper_facts", "shoppers", List.of(), true),
                view("busy_facts", "shoppers", List.of(), true),
                view("offline_facts", "shoppers", List.of(), false),
                view("last_visit", "visits", List.of(), true),
                view("visit_windows", "visits", List.of(COUNT), true),
                new OnDemandFeatureView("spending", List.of(), List.of(), List.of(), Metadata.NONE));
    }

    private static FeatureView view(String name, String source, List<Aggregation> windows, boolean isOnline) {
        List<Feature> features = List.of(new Feature("shopper_name", ScalarType.STRING, "shopper", null));
        return new FeatureView(
                name,
                List.of("shopper"),
                source,
                Map.of(),
                null,
                windows.isEmpty() ? features : List.of(),
                windows,
                null,
                isOnline,
                true,
                Metadata.NONE);
    }
}
