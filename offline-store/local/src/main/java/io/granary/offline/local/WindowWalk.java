package io.granary.offline.local;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.window.Acceptance;
import io.granary.core.window.ByteSink;
import io.granary.core.window.EventValues;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.KeyWindows;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the rows of {@link WindowJoin} and answers the entity rows among them. Events of one moment are held back
 * until the next, as they enter in the order of their content.
 */
final class WindowWalk {

    private final TypedSource source;
    private final ViewEvents events;
    private final KeyWindows windows;
    private final RowTime time;
    private final @Nullable Acceptance acceptance;
    private final Map<Integer, Filling> answers;
    private final Failures failures;
    private final List<Cell> cells;
    private final int[] asked;
    private final EventsOfMoment held;
    private final ByteSink sink = new ByteSink();
    private final @Nullable Object[] key;
    private boolean isFirst = true;

    private WindowWalk(
            TrainingSetRequest request,
            TrainingSetPlan plan,
            FeatureView view,
            TypedSource source,
            Map<Integer, Filling> answers,
            Failures failures) {
        this.source = source;
        this.answers = answers;
        this.failures = failures;
        events = ViewEvents.compile(request.revision(), view, source.known());
        windows = KeyWindows.of(plan, view);
        time = RowTime.of(source.atRest(), source.atRest().knowledge(request.knowledge()));
        acceptance = source.atRest().acceptance();
        cells = source.columns().stream()
                .map(column -> Cell.of(source.column(column.name()), DuckTypes.toDuck(column.type())))
                .toList();
        asked = plan.columns(view).stream().mapToInt(Integer::intValue).toArray();
        held = new EventsOfMoment(windows, !events.hasEventId());
        key = new @Nullable
                Object[request.revision().definitions().joinKeys(view).size()];
    }

    static WindowWalk of(
            TrainingSetRequest request,
            TrainingSetPlan plan,
            FeatureView view,
            TypedSource source,
            Map<Integer, Filling> answers,
            Failures failures) {
        return new WindowWalk(request, plan, view, source, answers, failures);
    }

    /** The columns of the source, after those of the join keys. */
    List<Cell> cells() {
        return cells;
    }

    /** Takes the next row. */
    void row(ResultSet row) throws SQLException {
        turnToKey(row);
        long at = row.getLong(WindowJoin.MOMENT);
        held.turnTo(at);
        Object number = row.getObject(WindowJoin.ROW);
        if (number == null) {
            hold(row);
        } else {
            answer(row, at, (Long) number);
        }
    }

    /** After the last row. */
    void end() {
        held.release();
    }

    private void turnToKey(ResultSet row) throws SQLException {
        boolean isSame = !isFirst;
        isFirst = false;
        for (int i = 0; i < key.length; i++) {
            Object part = new Cell("", false).read(row, WindowJoin.KEYS + i);
            isSame &= Objects.deepEquals(part, key[i]);
            key[i] = part;
        }
        if (!isSame) {
            held.release();
            windows.startKey();
        }
    }

    private void answer(ResultSet row, long at, long number) throws SQLException {
        @Nullable Object[] values = windows.ask(at);
        @Nullable Object[] answer = new @Nullable Object[1 + asked.length];
        answer[0] = number;
        for (int i = 0; i < asked.length; i++) {
            answer[1 + i] = values[asked[i]];
        }
        Filling to = answers.get(row.getInt(WindowJoin.ROLE));
        if (to != null) {
            to.add(answer);
        }
    }

    private void hold(ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[cells.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = source.columns().get(i);
            values[i] = Coercion.coerce(
                    cells.get(i).read(row, WindowJoin.KEYS + key.length + i), column.type(), column.name());
        }
        try {
            hold(values, row.getLong(WindowJoin.CREATED));
        } catch (GranaryException e) {
            failures.add(FailedRow.text(source, values, e));
        }
    }

    /** @param created as declared, else the arrival */
    private void hold(@Nullable Object[] values, long created) {
        if (!events.read(name -> values[source.position(name)])) {
            return;
        }
        EventValues event = events.event();
        events.key(name -> values[source.position(name)]);
        long micros = event.eventMicros();
        if (acceptance == null || acceptance.accepts(micros, created)) {
            sink.clear();
            event.write(sink, micros);
            held.add(sink.toByteArray(), time.knownMicros(micros, created, created));
        }
    }
}
