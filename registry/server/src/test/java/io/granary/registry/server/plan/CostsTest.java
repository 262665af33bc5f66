package io.granary.registry.server.plan;

import static io.granary.registry.server.plan.Rides.CITY;
import static io.granary.registry.server.plan.Rides.MILES;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.Window;
import io.granary.core.row.RowCodec;
import io.granary.core.row.RowSchema;
import io.granary.core.row.StoredRow;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import io.granary.core.window.WindowMode;
import io.granary.registry.client.DefinitionChange;
import io.granary.registry.client.Notice;
import io.granary.registry.client.Plan;
import io.granary.registry.client.TileCost;
import io.granary.registry.client.ViewCost;
import io.granary.registry.client.ViewCost.Action;
import io.granary.registry.client.ViewCost.Reason;
import io.granary.registry.client.ViewCost.Step;
import io.granary.registry.client.WindowCost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostsTest {

    private static final Feature DOUBLED = new Feature("miles", ScalarType.FLOAT64, "miles * 2.0", null);
    private static final Step REPLAY = new Step(Action.REPLAY, "ride_events", null);
    private static final Step MATERIALIZE = new Step(Action.MATERIALIZE, "past_rides", null);
    private static final Revision BASE = new Rides().first();

    @Test
    void aStreamIsReadAgainByItself() {
        assertThat(cost(stream(null, MILES, CITY, third()))).isEqualTo(Reason.CHANGED + " " + List.of(REPLAY));
        assertThat(cost(stream(null, DOUBLED, CITY))).isEqualTo(Reason.REBUILT + " " + List.of(REPLAY));
        assertThat(cost(stream(Duration.ofDays(1), MILES, CITY))).isEqualTo(Reason.SHORTER_TTL + " " + List.of(REPLAY));
    }

    @Test
    void pushedRowsAreReadAgainByThemselves() {
        StreamSource stream = requireNonNull(Rides.stream(null).findStream("rides"));
        Rides pushed = new Rides()
                .with(new PushSource(stream.name(), stream.schema(), stream.eventTimestamp(), Metadata.NONE));
        Revision base = pushed.first();

        assertThat(Planner.plan(base, pushed.with(stream(null, DOUBLED, CITY)).after(base))
                        .costs()
                        .get(0)
                        .steps())
                .containsExactly(REPLAY);
    }

    @Test
    void aStreamWithAPastNeedsThatToo() {
        Rides with = new Rides().with(Rides.stream(Instant.parse("2026-01-01T00:00:00Z")));
        Revision base = with.first();

        ViewCost cost = Planner.plan(BASE, with.after(BASE)).costs().get(0);
        ViewCost rebuilt = Planner.plan(
                        base, with.with(stream(null, DOUBLED, CITY)).after(base))
                .costs()
                .get(0);

        assertThat(cost.reason()).isEqualTo(Reason.HISTORY);
        assertThat(cost.steps()).containsExactly(MATERIALIZE, REPLAY);
        assertThat(rebuilt.steps()).containsExactly(MATERIALIZE, REPLAY);
    }

    @Test
    void rowsAtRestAreMaterializedByHandOnlyWhenTheyMustBe() {
        Revision base = new Rides().with(batch(Duration.ofDays(2), MILES, CITY)).first();

        assertThat(batchCost(base, batch(Duration.ofDays(2), MILES, CITY, third())))
                .isEqualTo(Reason.CHANGED + " " + List.of(MATERIALIZE));
        assertThat(batchCost(base, batch(Duration.ofDays(2), DOUBLED, CITY)))
                .isEqualTo(Reason.REBUILT + " " + List.of(MATERIALIZE));
        assertThat(batchCost(base, batch(Duration.ofDays(3), MILES, CITY)))
                .isEqualTo(Reason.LONGER_TTL + " " + List.of(MATERIALIZE));
        assertThat(batchCost(base, batch(null, MILES, CITY))).isEqualTo(Reason.LONGER_TTL + " " + List.of(MATERIALIZE));
        assertThat(batchCost(base, batch(Duration.ofDays(1), MILES, CITY))).isNull();
        assertThat(batchCost(base, batch(Duration.ofDays(2), MILES))).isNull();
        assertThat(batchCost(base, batch(Duration.ofDays(3), MILES)))
                .isEqualTo(Reason.CHANGED + " " + List.of(MATERIALIZE));
    }

    @Test
    void aViewThatReturnsNeedsItsRowsUnlessTheyAreKept() {
        Rides before = new Rides();
        Revision rebuilt = new Rides().with(stream(null, DOUBLED, CITY)).after(BASE);
        Revision back = before.after(rebuilt);
        String field = BASE.viewState("rides").field("rides");

        assertThat(Planner.plan(rebuilt, back).costs())
                .singleElement()
                .extracting(ViewCost::reason)
                .isEqualTo(Reason.RETURNED);
        assertThat(Planner.plan(rebuilt, back, Set.of(field)).costs()).isEmpty();
        assertThat(Planner.plan(rebuilt, back, Set.of(field)).notices()).isEmpty();
    }

    @Test
    void everyViewIsNewAtFirst() {
        assertThat(Planner.plan(Revision.none("rides"), BASE).costs())
                .containsExactly(new ViewCost("rides", Reason.NEW, List.of(REPLAY), 29 + 9 + 14));
    }

    @Test
    void wordsCostNothing() {
        Feature byDefault = new Feature("miles", ScalarType.FLOAT64, "miles", 0.0);

        assertThat(cost(stream(null, byDefault, CITY))).isNull();
    }

    @Test
    void aNewViewOfWindowsShowsWhatItTakes() {
        ViewCost cost = windowCost(BASE, avg(WindowMode.SAWTOOTH, "1h", "7d"));
        TileCost tiles = requireNonNull(cost.tiles());

        assertThat(cost.reason()).isEqualTo(Reason.NEW);
        assertThat(cost.steps()).containsExactly(REPLAY);
        assertThat(cost.windows()).extracting(WindowCost::feature).containsExactly("late_1h", "late_7d");
        assertThat(cost.windows()).allSatisfy(window -> {
            assertThat(window.tiles()).isBetween(12, 400);
            assertThat(window.fields()).isBetween(2, 30);
        });
        assertThat(tiles.levels()).extracting(TileCost.Level::tileLength).contains(Duration.ofSeconds(1));
        assertThat(tiles.remembered()).isEqualTo(Duration.ofMinutes(61));
        assertThat(cost.bytesPerEntity()).isGreaterThan(1_000);
    }

    @Test
    void windowsThatStoredTilesAnswerCostNothing() {
        Revision base = new Rides().with(windows("12h", "24h")).after(BASE);

        assertThat(windowCost(base, avg(WindowMode.SAWTOOTH, "12h", "13h", "24h")))
                .extracting(ViewCost::reason, ViewCost::steps)
                .containsExactly(Reason.ANSWERED, List.of());
        assertThat(Planner.plan(base, new Rides().with(windows("12h")).after(base))
                        .costs())
                .isEmpty();
    }

    @Test
    void windowsThatNoTilesAreKeptForAreRebuilt() {
        Revision base = new Rides().with(windows("12h", "24h")).after(BASE);
        Plan plan = Planner.plan(
                base, new Rides().with(windows("12h", "24h", "30d")).after(base));

        assertThat(plan.changes())
                .singleElement()
                .isInstanceOfSatisfying(
                        DefinitionChange.Rebuilt.class,
                        change -> assertThat(change.name()).isEqualTo("lateness"));
        assertThat(plan.costs())
                .singleElement()
                .extracting(ViewCost::reason, ViewCost::steps)
                .containsExactly(Reason.REBUILT, List.of(REPLAY));
    }

    @Test
    void windowsOfAStreamWithAPastAreBackfilled() {
        Rides with = new Rides().with(Rides.stream(Instant.parse("2026-01-01T00:00:00Z")));
        Revision base = with.first();

        assertThat(Planner.plan(base, with.with(windows("1h")).after(base))
                        .costs()
                        .get(0)
                        .steps())
                .containsExactly(new Step(Action.BACKFILL, "past_rides", null), REPLAY);
    }

    @Test
    void windowsForTrainingOnlyCostNothing() {
        FeatureView view = windows("1h");
        FeatureView offline = new FeatureView(
                view.name(),
                view.entities(),
                "past_rides",
                view.joinKeys(),
                null,
                List.of(),
                view.aggregations(),
                null,
                false,
                true,
                Metadata.NONE);

        assertThat(Planner.plan(BASE, new Rides().with(offline).after(BASE)).costs())
                .isEmpty();
    }

    @Test
    void aServiceOfNewWindowsWaitsUntilTheyAreFilled() {
        Rides with = new Rides().with(windows("1h")).with(Rides.service("late", FeatureSelection.allOf("lateness")));

        assertThat(Planner.plan(BASE, with.after(BASE)).notices())
                .containsExactly(new Notice.Rebuilt(Kind.FEATURE_SERVICE, "late", "lateness"));
    }

    private static FeatureView windows(String... windows) {
        return Rides.windows("lateness", avg(WindowMode.SAWTOOTH, windows));
    }

    private static ViewCost windowCost(Revision base, Aggregation aggregation) {
        Rides with = new Rides().with(Rides.windows("lateness", aggregation));
        return Planner.plan(base, with.after(base)).costs().get(0);
    }

    @Test
    void theLengthOfARowIsThatOfARealOne() {
        RowSchema schema = new RowSchema(List.of(
                new Column("miles", ScalarType.FLOAT64),
                new Column("late", ScalarType.BOOL),
                new Column("share", ScalarType.FLOAT32),
                new Column("city", ScalarType.STRING),
                new Column("shape", new VectorType(3))));
        Object[] values = {
            1.5, true, 0.5f, "Philadelphia", Coercion.coerce(List.of(1, 2, 3), new VectorType(3), "shape")
        };
        byte[] body = RowCodec.of(schema).encode(values);

        assertThat(RowBytes.of(schema)).isCloseTo(StoredRow.encode(0, 0, 1, schema.id(), body).length, offset(2));
    }

    private static Aggregation avg(WindowMode mode, String... windows) {
        List<Window> parsed = List.of(windows).stream().map(Window::parse).toList();
        return new Aggregation("late", "avg", "miles", parsed, null, mode);
    }

    private static Feature third() {
        return new Feature("far", ScalarType.BOOL, "miles > 5.0", null);
    }

    private static FeatureView stream(@Nullable Duration ttl, Feature... features) {
        return Rides.view("rides", "ride_events", ttl, features);
    }

    private static FeatureView batch(@Nullable Duration ttl, Feature... features) {
        return Rides.view("rides", "past_rides", ttl, features);
    }

    private static @Nullable String cost(FeatureView view) {
        return batchCost(BASE, view);
    }

    private static @Nullable String batchCost(Revision base, FeatureView view) {
        List<ViewCost> costs =
                Planner.plan(base, new Rides().with(view).after(base)).costs();
        return costs.isEmpty()
                ? null
                : costs.get(0).reason() + " " + costs.get(0).steps();
    }
}
