package io.granary.core.view;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Aggregation;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Window;
import io.granary.core.expression.ExpressionException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureViewComputationTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("flight", ScalarType.INT64),
            new Column("origin", ScalarType.STRING),
            new Column("destination", ScalarType.STRING),
            new Column("arrived_at", ScalarType.TIMESTAMP),
            new Column("written_at", ScalarType.TIMESTAMP),
            new Column("delay", ScalarType.INT64),
            new Column("gate", ScalarType.STRING));
    private static final Feature DELAY = new Feature("delay", ScalarType.INT64, "delay", null);
    private static final Feature LATE = new Feature("late", ScalarType.BOOL, "60 / delay < 4", null);

    @Test
    void computesKeysTimestampsAndFeatures() {
        FeatureRow row = selected(computation(null, "arrived_at", "written_at", DELAY, LATE), row());

        assertThat(row.keys()).containsExactly("JFK", "LAX");
        assertThat(row.eventMicros()).isEqualTo(1_500_000);
        assertThat(row.createdMicros()).isEqualTo(2_000_000);
        assertThat(row.values()).containsExactly(20L, true);
    }

    @Test
    void staticTableIsTrueSinceTheEpoch() {
        FeatureRow row = selected(computation(null, null, null, DELAY), row());

        assertThat(row.eventMicros()).isZero();
        assertThat(row.createdMicros()).isNull();
    }

    @Test
    void readsOnlyTheColumnsItNeeds() {
        assertThat(computation("gate != 'X'", "arrived_at", null, DELAY).columns())
                .extracting(Column::name)
                .containsExactly("origin", "destination", "arrived_at", "delay", "gate");
    }

    @Test
    void nullAndFalseDoNotSelectTheRow() {
        FeatureViewComputation computation = computation("delay > 15", "arrived_at", null, DELAY);

        assertThat(computation.compute(row()::get)).isNotNull();
        assertThat(computation.compute(row("delay", 15L)::get)).isNull();
        assertThat(computation.compute(row("delay", null)::get)).isNull();
    }

    @Test
    void rowThatIsNotSelectedNeedsNoKey() {
        Map<String, @Nullable Object> row = row("origin", null);
        row.put("delay", 1L);

        assertThat(computation("delay > 15", "arrived_at", null, DELAY).compute(row::get))
                .isNull();
    }

    @Test
    void nullFeatureIsANull() {
        FeatureRow row = selected(computation(null, "arrived_at", null, DELAY, LATE), row("delay", null));

        assertThat(row.values()).containsExactly(null, null);
    }

    @Test
    void joinKeyIsCoercedToItsType() {
        FeatureView view = view(null, Map.of("origin", "flight"), List.of(), DELAY);

        FeatureRow row =
                selected(FeatureViewComputation.compile(revision(view, "arrived_at", null), view, COLUMNS), row());

        assertThat(row.keys()).containsExactly("42", "LAX");
    }

    @Test
    void refusesNullKeysAndTimestampsByName() {
        FeatureViewComputation computation = computation(null, "arrived_at", "written_at", DELAY);

        assertThat(failure(computation, "origin", null))
                .hasMessage("join key 'origin': null (expected: a value in column 'origin')")
                .extracting(GranaryException::code)
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failure(computation, "arrived_at", null))
                .hasMessage("event timestamp: null (expected: a value in column 'arrived_at')");
        assertThat(failure(computation, "written_at", null))
                .hasMessage("created timestamp: null (expected: a value in column 'written_at')");
    }

    @Test
    void failedExpressionNamesTheFeature() {
        GranaryException failure = failure(computation(null, "arrived_at", null, DELAY, LATE), "delay", 0L);

        assertThat(failure).hasMessage("arrivals, feature 'late': Cannot evaluate '60 / delay < 4': division by zero");
        assertThat(failure.code()).isEqualTo(ErrorCode.UNPROCESSABLE);
    }

    @Test
    void compileErrorNamesThePlaceAndKeepsThePosition() {
        GranaryException refused = catchThrowableOfType(
                GranaryException.class, () -> computation("delay > gat", "arrived_at", null, DELAY));

        assertThat(refused)
                .hasMessageStartingWith("arrivals, where: expression at line 1, column 9: delay > gat")
                .hasMessageContaining("did you mean 'gate'?")
                .cause()
                .isInstanceOfSatisfying(
                        ExpressionException.class,
                        cause -> assertThat(cause.column()).isEqualTo(9));
    }

    @Test
    void refusesColumnsThatTheSourceLacks() {
        assertThat(catchThrowableOfType(GranaryException.class, () -> computation(null, "landed_at", null, DELAY)))
                .hasMessageStartingWith(
                        "event timestamp: landed_at (expected: a column of the source; it has [flight,");
    }

    @Test
    void refusesWindows() {
        Aggregation aggregation =
                new Aggregation("delay", "avg", "delay", List.of(Window.parse("24h")), null, WindowMode.SAWTOOTH);
        FeatureView view = view(null, Map.of(), List.of(aggregation));

        GranaryException refused = catchThrowableOfType(
                GranaryException.class,
                () -> FeatureViewComputation.compile(revision(view, "arrived_at", null), view, COLUMNS));

        assertThat(refused)
                .hasMessage("Cannot compute rows of feature view 'arrivals': its features are windows over events")
                .extracting(GranaryException::code)
                .isEqualTo(ErrorCode.FAILED_PRECONDITION);
    }

    private static FeatureRow selected(FeatureViewComputation computation, Map<String, @Nullable Object> row) {
        return requireNonNull(computation.compute(row::get), "row");
    }

    private static GranaryException failure(FeatureViewComputation computation, String column, @Nullable Object value) {
        return catchThrowableOfType(GranaryException.class, () -> computation.compute(row(column, value)::get));
    }

    private static FeatureViewComputation computation(
            @Nullable String where, @Nullable String event, @Nullable String created, Feature... features) {
        FeatureView view = view(where, Map.of(), List.of(), features);
        return FeatureViewComputation.compile(revision(view, event, created), view, COLUMNS);
    }

    private static Revision revision(FeatureView view, @Nullable String event, @Nullable String created) {
        Entity route = new Entity(
                "route",
                List.of(new JoinKey("origin", ScalarType.STRING), new JoinKey("destination", ScalarType.STRING)),
                Metadata.NONE);
        BatchSource flights = new BatchSource(
                "flights", BatchSource.Format.PARQUET, "flights", event, created, COLUMNS, Metadata.NONE);
        Definitions definitions = new Definitions(List.of(route, flights, view));
        return Revision.none("flights").next(definitions, "ann", "test", Instant.EPOCH);
    }

    private static FeatureView view(
            @Nullable String where, Map<String, String> joinKeys, List<Aggregation> aggregations, Feature... features) {
        return new FeatureView(
                "arrivals",
                List.of("route"),
                "flights",
                joinKeys,
                where,
                List.of(features),
                aggregations,
                null,
                true,
                true,
                Metadata.NONE);
    }

    private static Map<String, @Nullable Object> row(String column, @Nullable Object value) {
        Map<String, @Nullable Object> row = row();
        row.put(column, value);
        return row;
    }

    private static Map<String, @Nullable Object> row() {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("flight", 42L);
        row.put("origin", "JFK");
        row.put("destination", "LAX");
        row.put("arrived_at", Instant.ofEpochMilli(1_500));
        row.put("written_at", Instant.ofEpochMilli(2_000));
        row.put("delay", 20L);
        row.put("gate", "A1");
        return row;
    }
}
