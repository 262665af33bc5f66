package io.granary.offline.local;

import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.compute.KeyWindows;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the rows of {@link WindowJoin} and answers the entity rows among them. Events of one moment are held back
 * until the next, as they enter in the order of their content.
 */
final class WindowWalk {

    private static final Cell PLAIN = new Cell("", false);

    private final WindowColumns columns;
    private final KeyWindows windows;
    private final EventsOfMoment held;
    private final Map<Integer, Filling> answers;
    private final int[] asked;
    private final @Nullable Object[] key;
    private boolean isFirst = true;

    /** @param answers by the number of a role */
    WindowWalk(TrainingSetPlan plan, FeatureView view, WindowColumns columns, Map<Integer, Filling> answers) {
        this.columns = columns;
        this.answers = answers;
        windows = KeyWindows.of(plan, view);
        held = new EventsOfMoment(windows);
        asked = plan.columns(view).stream().mapToInt(Integer::intValue).toArray();
        key = new @Nullable Object[columns.keys()];
    }

    /** Takes the next row. */
    void row(ResultSet row) throws SQLException {
        turnToKey(row);
        long at = row.getLong(WindowColumns.MOMENT);
        held.turnTo(at);
        Object number = row.getObject(WindowColumns.ROW);
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
            Object part = PLAIN.read(row, WindowColumns.KEYS + i);
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
        Filling to = answers.get(row.getInt(WindowColumns.ROLE));
        if (to != null) {
            to.add(answer);
        }
    }

    private void hold(ResultSet row) throws SQLException {
        long came = row.getLong(WindowColumns.CAME);
        TableEvents table = columns.table();
        if (columns.isArchived() && PLAIN.read(row, columns.content()) instanceof byte[] content) {
            held.add(content, came, true);
        } else if (table != null) {
            table.read(row, columns.cells(), came, held);
        }
    }
}
