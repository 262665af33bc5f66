package io.granary.offline.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A training set finds the column of a feature, whatever the feature was called when its column was born. */
final class RenamedFeaturesTest {

    private static final Feature SOLD = new Feature("sold", ScalarType.INT64, "sold", null);
    private static final Feature PRICE = new Feature("price", ScalarType.FLOAT64, "price", null);
    private static final Feature COST = new Feature("cost", ScalarType.FLOAT64, "price", null, "price");
    private static final Feature ANOTHER_PRICE = new Feature("price", ScalarType.FLOAT64, "price * 2.0", null);

    @Test
    void readsARenamedFeatureOfARenamedViewFromItsFirstColumn() {
        Revision first = revision(Revision.none("shops"), "sales", null, SOLD, PRICE);
        Revision renamed = revision(first, "turnover", "sales", COST, SOLD);

        assertThat(plan(renamed, "turnover", "cost", "sold"))
                .containsExactly(
                        stored(renamed, "turnover__cost", COST, "price"),
                        stored(renamed, "turnover__sold", SOLD, "sold"));
    }

    @Test
    void doesNotMistakeANewFeatureForTheOneThatHadItsName() {
        Revision first = revision(Revision.none("shops"), "sales", null, SOLD, PRICE);
        Revision renamed = revision(first, "sales", null, SOLD, COST);
        Revision added = revision(renamed, "sales", null, SOLD, COST, ANOTHER_PRICE);

        assertThat(plan(added, "sales", "cost", "price"))
                .containsExactly(
                        stored(added, "sales__cost", COST, "price"),
                        stored(added, "sales__price", ANOTHER_PRICE, "price_2"));
    }

    private static List<PlannedFeature> plan(Revision revision, String view, String... features) {
        PlanBuilder builder = new PlanBuilder(revision);
        builder.add(new FeatureSelection(view, null, Map.of(), List.of(features)));
        return builder.build().features();
    }

    /** @param column of stored rows */
    private static PlannedFeature stored(Revision revision, String fullName, Feature feature, String column) {
        String view = fullName.substring(0, fullName.indexOf("__"));
        int index = revision.viewState(view).schema().columns().indexOf(new Column(column, feature.type()));
        assertThat(index).isNotNegative();
        return new PlannedFeature.Stored(fullName, feature, 0, index);
    }

    private static Revision revision(Revision base, String view, @Nullable String was, Feature... features) {
        List<Column> columns = List.of(
                new Column("shop", ScalarType.STRING),
                new Column("at", ScalarType.TIMESTAMP),
                new Column("sold", ScalarType.INT64),
                new Column("price", ScalarType.FLOAT64));
        Definitions definitions = new Definitions(List.of(
                new Entity("shop", List.of(new JoinKey("shop", ScalarType.STRING)), Metadata.NONE),
                new BatchSource("sales", BatchSource.Format.CSV, "sales.csv", "at", null, columns, Metadata.NONE),
                new FeatureView(
                        view,
                        List.of("shop"),
                        "sales",
                        Map.of(),
                        null,
                        List.of(features),
                        List.of(),
                        null,
                        true,
                        true,
                        new Metadata(null, null, Map.of(), was))));
        return base.next(definitions, "test", "test", Instant.EPOCH);
    }
}
