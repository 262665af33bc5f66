package io.granary.registry.server.plan;

import static io.granary.registry.server.plan.Rides.CITY;
import static io.granary.registry.server.plan.Rides.MILES;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                .containsExactly(new ViewCost("rides", Reason.NEW, List.of(REPLAY), 29 + 9 + 14, List.of()));
    }

    @Test
    void wordsCostNothing() {
        Feature byDefault = new Feature("miles", ScalarType.FLOAT64, "miles", 0.0);

        assertThat(cost(stream(null, byDefault, CITY))).isNull();
    }

    /** The numbers that the semantics of windows were specified with. */
    @ParameterizedTest
    @CsvSource({"1h, 75", "6h, 80", "1d, 98", "7d, 104", "30d, 127", "90d, 187", "24h, 98"})
    void aReadTouchesAsManyTilesAsSpecified(String window, int tiles) {
        assertThat(Tiles.of(avg(Aggregation.Mode.SAWTOOTH, window)))
                .containsExactly(new WindowCost("late_" + window, tiles));
    }

    @Test
    void hoppingWindowsHaveNoHeadAndExactOnesNoTiles() {
        assertThat(Tiles.of(avg(Aggregation.Mode.HOPPING, "1h"))).containsExactly(new WindowCost("late_1h", 12));
        assertThat(Tiles.of(avg(Aggregation.Mode.EXACT, "1h"))).isEmpty();
        assertThat(Tiles.of(avg(Aggregation.Mode.LIFETIME))).containsExactly(new WindowCost("late_lifetime", 98));
    }

    @Test
    void aViewOfWindowsShowsThemAndNoSteps() {
        FeatureView windows = Rides.windows("lateness", avg(Aggregation.Mode.SAWTOOTH, "1h", "7d"));

        assertThat(Planner.plan(BASE, new Rides().with(windows).after(BASE)).costs())
                .containsExactly(new ViewCost(
                        "lateness",
                        Reason.NEW,
                        List.of(),
                        29,
                        List.of(new WindowCost("late_1h", 75), new WindowCost("late_7d", 104))));
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

    private static Aggregation avg(Aggregation.Mode mode, String... windows) {
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
