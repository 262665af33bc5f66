package io.granary.ingestion.push;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.PushSource;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project for tests: shoppers, what a table says of them, and their visits, which are pushed. */
final class Visits {

    static final Instant NOW = Instant.parse("2001-01-15T12:00:00Z");
    static final JoinKey SHOPPER = new JoinKey("shopper", ScalarType.STRING);
    static final PushSource SOURCE = new PushSource(
            "visits",
            List.of(
                    new Column("shopper", ScalarType.STRING),
                    new Column("visited_at", ScalarType.TIMESTAMP),
                    new Column("pages", ScalarType.INT64),
                    new Column("spent", ScalarType.FLOAT64)),
            "visited_at",
            Metadata.NONE);
    private static final BatchSource SHOPPERS = new BatchSource(
            "shoppers", BatchSource.Format.PARQUET, "shoppers.parquet", "registered_at", null, null, Metadata.NONE);

    private Visits() {}

    static List<Definition> definitions() {
        return definitions(lastVisit("100 / pages"), facts("city"));
    }

    static List<Definition> definitions(FeatureView... views) {
        List<Definition> all = new ArrayList<>(List.of(views));
        all.add(new Entity("shopper", List.of(SHOPPER), Metadata.NONE));
        all.add(SOURCE);
        all.add(SHOPPERS);
        all.add(new OnDemandFeatureView("spending", List.of(), List.of(), List.of(), Metadata.NONE));
        return all;
    }

    /** Selects visits of any pages; {@code share} cannot divide by 0 of them. */
    static FeatureView lastVisit(String share) {
        return view(
                "last_visit",
                "visits",
                "pages >= 0",
                new Feature("spent", ScalarType.FLOAT64, "spent", null),
                new Feature("share", ScalarType.INT64, share, null));
    }

    static FeatureView facts(String expression) {
        return view("shopper_facts", "shoppers", null, new Feature("city", ScalarType.STRING, expression, null));
    }

    private static FeatureView view(String name, String source, @Nullable String where, Feature... features) {
        return new FeatureView(
                name,
                List.of("shopper"),
                source,
                Map.of(),
                where,
                List.of(features),
                List.of(),
                null,
                true,
                true,
                Metadata.NONE);
    }
}
