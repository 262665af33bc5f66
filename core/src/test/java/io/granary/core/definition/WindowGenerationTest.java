package io.granary.core.definition;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.row.RowSchema;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When stored window states answer a definition, and when it starts anew. */
class WindowGenerationTest {

    private static final Aggregation COUNT = sawtooth("n", "count", "1h");
    private static final Aggregation AVERAGE = sawtooth("far", "avg", "1h", "24h");

    @Test
    void firstApplyPlansTheLayout() {
        ViewState state = state(view(COUNT, AVERAGE));
        WindowLayout layout = requireNonNull(state.layout());

        assertThat(layout.inputs()).hasSize(2);
        assertThat(state.schemas()).containsExactly(new RowSchema(List.of()));
        assertThat(state.fingerprints()).containsOnlyKeys("*", "miles", ViewState.BASE);
    }

    @Test
    void onlineWindowsHaveAFieldInTheStore() {
        Revision revision = Trips.first(view(COUNT));

        assertThat(revision.onlineFields())
                .containsOnlyKeys(revision.viewState("trip_windows").field("trip_windows"));
        assertThat(revision.layout("trip_windows"))
                .isEqualTo(revision.viewState("trip_windows").layout());
    }

    @Test
    void rowsHaveNoLayout() {
        Revision revision = Trips.first(Trips.view("trip_rows", Trips.feature("miles", "miles")));

        assertThatThrownBy(() -> revision.layout("trip_rows"))
                .hasMessageStartingWith("Cannot compute windows of feature view 'trip_rows': it has none");
    }

    @Test
    void aFunctionThatStoredStatesAnswerNeedsNoNewGeneration() {
        assertKept(view(AVERAGE), view(AVERAGE, sawtooth("miles", "sum", "24h")));
        assertKept(view(AVERAGE), view(AVERAGE, of("trips", "count", "miles", null, "1h")));
        assertNew(view(AVERAGE), view(AVERAGE, sawtooth("farthest", "max", "1h")));
    }

    @Test
    void aWindowThatStoredTilesAnswerNeedsNoNewGeneration() {
        assertKept(view(AVERAGE), view(sawtooth("far", "avg", "1h", "12h", "24h")));
        assertNew(view(AVERAGE), view(sawtooth("far", "avg", "1h", "24h", "7d")));
    }

    @Test
    void whatWasRemovedComesBackAsItWas() {
        Revision without = Trips.apply(Trips.first(view(COUNT, AVERAGE)), view(COUNT));
        Revision again = Trips.apply(without, view(COUNT, AVERAGE));

        assertThat(without.viewState("trip_windows")).isEqualTo(state(view(COUNT, AVERAGE)));
        assertThat(again.viewState("trip_windows")).isEqualTo(state(view(COUNT, AVERAGE)));
    }

    @Test
    void anotherInputIsANewGeneration() {
        assertNew(view(COUNT), view(of("n", "count", null, "miles > 1", "1h")));
        assertNew(view(AVERAGE), view(of("far", "avg", "minutes", null, "1h")));
    }

    @Test
    void aggregationsAndViewsMayBeRenamed() {
        assertKept(view(AVERAGE), view(sawtooth("distance", "avg", "1h", "24h")));
        Revision first = Trips.first(view(AVERAGE));
        Revision renamed = Trips.apply(first, Trips.windows("trips_in_windows", "trip_windows", AVERAGE));

        assertThat(renamed.onlineFields().keySet())
                .isEqualTo(first.onlineFields().keySet());
        assertThat(renamed.layout("trips_in_windows")).isEqualTo(first.layout("trip_windows"));
    }

    @Test
    void aWayBackFindsTheEarlierGeneration() {
        Aggregation longer = sawtooth("far", "avg", "30d");
        Revision there = Trips.apply(Trips.first(view(AVERAGE)), view(longer));
        Revision back = Trips.apply(there, view(AVERAGE));

        assertThat(back.viewState("trip_windows").generation())
                .isEqualTo(state(view(AVERAGE)).generation());
        assertThat(back.layout("trip_windows")).isEqualTo(state(view(AVERAGE)).layout());
        assertThat(back.viewState("trip_windows").retired())
                .extracting(ViewState::layout)
                .containsExactly(there.layout("trip_windows"));
    }

    @Test
    void rowsAndWindowsUnderOneNameShareNothing() {
        FeatureView rows = Trips.view("trip_windows", Trips.feature("miles", "miles"));
        Revision first = Trips.first(rows);
        Revision windows = Trips.apply(first, view(COUNT));
        Revision back = Trips.apply(windows, rows);

        assertThat(windows.viewState("trip_windows").generation())
                .isNotEqualTo(first.viewState("trip_windows").generation());
        assertThat(back.viewState("trip_windows").generation())
                .isEqualTo(first.viewState("trip_windows").generation());
        assertThat(back.viewState("trip_windows").layout()).isNull();
    }

    @Test
    void whichEventsCountIsPartOfTheBase() {
        StreamSource stream = stream(Duration.ofHours(1), null, Duration.ofMinutes(1), null);

        assertThat(generation(stream(Duration.ofHours(2), null, Duration.ofMinutes(1), null)))
                .isNotEqualTo(generation(stream));
        assertThat(generation(stream(Duration.ofHours(1), "id", Duration.ofMinutes(1), null)))
                .isNotEqualTo(generation(stream));
        assertThat(generation(stream(Duration.ofHours(1), null, Duration.ofMinutes(2), null)))
                .isNotEqualTo(generation(stream));
        assertThat(generation(stream(Duration.ofHours(1), null, Duration.ofMinutes(1), "written_at")))
                .isEqualTo(generation(stream));
    }

    @Test
    void windowsThatAnEarlierBuildTookAreStoredFromTheNextApplyOn() {
        Revision revision = Trips.first(view(COUNT));
        ViewState state = revision.viewState("trip_windows");
        Revision earlier = new Revision(
                revision.project(),
                1,
                "ann",
                Instant.EPOCH,
                "",
                revision.definitions(),
                Map.of(
                        "trip_windows",
                        new ViewState(
                                state.generation(), 1, state.schemas(), Map.of(ViewState.BASE, "old"), List.of())));

        assertThat(earlier.onlineFields()).isEmpty();
        assertThat(Trips.apply(earlier, view(COUNT)).onlineFields()).hasSize(1);
    }

    private static void assertKept(FeatureView before, FeatureView after) {
        ViewState first = state(before);
        ViewState second = Trips.apply(Trips.first(before), after).viewState("trip_windows");
        assertThat(second.generation()).isEqualTo(first.generation());
        assertThat(second.layout()).isEqualTo(first.layout());
    }

    private static void assertNew(FeatureView before, FeatureView after) {
        ViewState second = Trips.apply(Trips.first(before), after).viewState("trip_windows");
        assertThat(second.generation()).isNotEqualTo(state(before).generation());
        assertThat(second.layout()).isEqualTo(state(after).layout());
    }

    private static ViewState state(FeatureView view) {
        return Trips.first(view).viewState("trip_windows");
    }

    private static FeatureView view(Aggregation... aggregations) {
        return Trips.windows("trip_windows", aggregations);
    }

    private static Aggregation sawtooth(String name, String function, String... windows) {
        return of(name, function, function.equals("count") ? null : "miles", null, windows);
    }

    private static Aggregation of(
            String name, String function, @Nullable String of, @Nullable String where, String... windows) {
        List<Window> parsed = Arrays.stream(windows).map(Window::parse).toList();
        return new Aggregation(name, function, of, parsed, where, WindowMode.SAWTOOTH);
    }

    private static String generation(StreamSource stream) {
        Entity taxi = new Entity("taxi", List.of(new JoinKey("taxi", ScalarType.STRING)), Metadata.NONE);
        return Revision.none("taxis")
                .next(new Definitions(List.of(taxi, stream, view(COUNT))), "ann", "", Instant.EPOCH)
                .viewState("trip_windows")
                .generation();
    }

    private static StreamSource stream(
            Duration lateness, @Nullable String eventId, Duration skew, @Nullable String createdTimestamp) {
        return new StreamSource(
                "trips",
                "trips",
                StreamSource.Format.JSON,
                List.of(
                        new Column("taxi", ScalarType.STRING),
                        new Column("id", ScalarType.STRING),
                        new Column("written_at", ScalarType.TIMESTAMP),
                        new Column("ended_at", ScalarType.TIMESTAMP)),
                null,
                "ended_at",
                createdTimestamp,
                eventId,
                lateness,
                skew,
                null,
                Metadata.NONE);
    }
}
