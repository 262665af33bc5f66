package io.granary.core.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.Window;
import io.granary.core.definition.WindowFeatures;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.EventValues;
import io.granary.core.window.WindowInput;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowEventsTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("flight", ScalarType.STRING),
            new Column("origin", ScalarType.STRING),
            new Column("arrived_at", ScalarType.TIMESTAMP),
            new Column("delay", ScalarType.INT32),
            new Column("fuel", ScalarType.FLOAT64),
            new Column("gate", ScalarType.STRING),
            new Column("crew", ScalarType.STRING));

    private final FeatureView view = view(
            "delay > -600",
            aggregation("delay", "avg", "delay", null),
            aggregation("late_share", "avg", "delay > 15 ? 1.0 : 0.0", null),
            aggregation("flights", "count", null, null),
            aggregation("late", "count", null, "delay > 15"),
            aggregation("fuel", "max", "60.0 / fuel", "gate != 'X'"),
            aggregation("gate", "last", "gate", null));

    @Test
    void readsTimestampIdAndInputs() {
        EventValues event = read(row());

        assertThat(event.eventMicros()).isEqualTo(1_500_000);
        assertThat(new String(event.id(), event.idOffset(), event.idLength(), StandardCharsets.UTF_8))
                .isEqualTo("UA1");
        assertThat(event.integer(0)).isEqualTo(20);
        assertThat(event.number(1)).isEqualTo(1.0);
        assertThat(event.isNull(2)).isFalse();
        assertThat(event.isNull(3)).isFalse();
        assertThat(event.number(4)).isEqualTo(30.0);
        assertThat(event.length(5)).isEqualTo(2);
    }

    @Test
    void inputsHaveTheTypesThatTheirTextsGive() {
        assertThat(layout(view).inputs())
                .extracting(WindowInput::type)
                .containsExactly(
                        ScalarType.INT32,
                        ScalarType.FLOAT64,
                        ScalarType.BOOL,
                        ScalarType.BOOL,
                        ScalarType.FLOAT64,
                        ScalarType.STRING);
    }

    @Test
    void inputIsNullWhereItsConditionDoesNotHoldOrIsUnknown() {
        assertThat(read(row("delay", 15)).isNull(3)).isTrue();
        assertThat(read(row("gate", "X", "fuel", 0.0)).isNull(4)).isTrue();
        assertThat(read(row("gate", null)).isNull(4)).isTrue();
        assertThat(read(row("gate", null)).isNull(5)).isTrue();
        assertThat(read(row("gate", null)).isNull(2)).isFalse();
    }

    @Test
    void rowThatTheViewDoesNotSelectIsNoEvent() {
        WindowEvents events = events(view);

        assertThat(events.read(row("delay", -600)::get, layout(view).newEvent()))
                .isFalse();
        assertThat(events.read(row("delay", null)::get, layout(view).newEvent()))
                .isFalse();
    }

    @Test
    void keysAreThoseOfTheViewsEntities() {
        assertThat(events(view).keys(row()::get)).containsExactly("JFK");
        assertThatThrownBy(() -> events(view).keys(row("origin", null)::get))
                .hasMessage("join key 'airport': null (expected: a value in column 'origin')");
    }

    @Test
    void readsOnlyTheColumnsItNeeds() {
        assertThat(events(view).columns())
                .extracting(Column::name)
                .containsExactly("flight", "origin", "arrived_at", "delay", "fuel", "gate");
    }

    @Test
    void refusesNullIdsAndTimestampsByName() {
        assertThatThrownBy(() -> read(row("flight", null)))
                .isInstanceOf(GranaryException.class)
                .hasMessage("event id: null (expected: a value in column 'flight')");
        assertThatThrownBy(() -> read(row("arrived_at", null)))
                .hasMessage("event timestamp: null (expected: a value in column 'arrived_at')");
    }

    @Test
    void failedExpressionNamesItsPlace() {
        FeatureView failing = view(null, aggregation("share", "max", "60 / delay", null));

        assertThatThrownBy(() -> events(failing)
                        .read(row("delay", 0)::get, layout(failing).newEvent()))
                .hasMessage("airport_delays, aggregation, of: Cannot evaluate '60 / delay': division by zero");
    }

    @Test
    void sourceWithoutIdColumnLeavesTheIdToItsReader() {
        WindowEvents events = WindowEvents.compile(revision(view, null), view, layout(view), COLUMNS);
        EventValues event = layout(view).newEvent();
        events.read(row()::get, event);

        assertThat(events.hasEventId()).isFalse();
        assertThat(event.idLength()).isZero();
    }

    @Test
    void refusesAnIdThatIsAFloat() {
        assertThatThrownBy(() -> WindowEvents.compile(revision(view, "fuel"), view, layout(view), COLUMNS))
                .hasMessage("event id: fuel (expected: a column of the source that is a scalar and no floating-point"
                        + " number)");
    }

    private EventValues read(Map<String, @Nullable Object> row) {
        EventValues event = layout(view).newEvent();
        assertThat(events(view).read(row::get, event)).isTrue();
        return event;
    }

    private static WindowEvents events(FeatureView view) {
        return WindowEvents.compile(revision(view, "flight"), view, layout(view), COLUMNS);
    }

    private static WindowLayout layout(FeatureView view) {
        return WindowLayout.plan(WindowFeatures.windowed(view, COLUMNS), Duration.ZERO);
    }

    private static Revision revision(FeatureView view, @Nullable String eventId) {
        StreamSource source = new StreamSource(
                "arrivals",
                "arrivals",
                StreamSource.Format.JSON,
                COLUMNS,
                null,
                "arrived_at",
                null,
                eventId,
                StreamSource.DEFAULT_ALLOWED_LATENESS,
                StreamSource.DEFAULT_MAX_FUTURE_SKEW,
                null,
                Metadata.NONE);
        Entity entity = new Entity("airport", List.of(new JoinKey("airport", ScalarType.STRING)), Metadata.NONE);
        return new Revision(
                "flights", 1, "ann", Instant.EPOCH, "test", new Definitions(List.of(source, entity, view)), Map.of());
    }

    private static FeatureView view(@Nullable String where, Aggregation... aggregations) {
        return new FeatureView(
                "airport_delays",
                List.of("airport"),
                "arrivals",
                Map.of("airport", "origin"),
                where,
                List.of(),
                List.of(aggregations),
                null,
                true,
                true,
                Metadata.NONE);
    }

    private static Aggregation aggregation(String name, String function, @Nullable String of, @Nullable String where) {
        return new Aggregation(name, function, of, List.of(Window.parse("1h")), where, WindowMode.SAWTOOTH);
    }

    private static Map<String, @Nullable Object> row(@Nullable Object... changes) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("flight", "UA1");
        row.put("origin", "JFK");
        row.put("arrived_at", Instant.ofEpochMilli(1_500));
        row.put("delay", 20);
        row.put("fuel", 2.0);
        row.put("gate", "B7");
        for (int i = 0; i < changes.length; i += 2) {
            row.put((String) changes[i], changes[i + 1]);
        }
        return row;
    }
}
