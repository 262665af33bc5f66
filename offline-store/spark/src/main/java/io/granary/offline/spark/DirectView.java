package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.expression.Variables;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.view.FeatureRow;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** One of the {@link DirectViews}, which makes rows of the join out of Spark's internal rows. Not safe for threads. */
final class DirectView {

    private static final int NONE = -1;

    private final int number;
    private final ViewRows rows;
    private final JoinKeys joinKeys;
    private final RowTime time;
    private final FrameTimes frame;
    private final long firstEventMicros;
    private final int event;
    private final int created;
    private final Cell[] keys;
    private final Cell[] features;

    DirectView(TrainingTask task, FeatureView view, Columns columns, FrameTimes frame) {
        Revision revision = task.revision();
        SourceAtRest source = SourceAtRest.of(revision, view);
        List<String> names = columns.names();
        number = task.views().indexOf(view);
        rows = new ViewRows(revision, view, columns.toList());
        joinKeys = JoinKeys.of(revision.project());
        time = RowTime.of(source, source.knowledge(task.request().knowledge()));
        this.frame = frame;
        firstEventMicros = frame.firstEventMicros(view.ttl());
        event = position(names, source.source().eventTimestamp());
        created = position(names, source.createdTimestamp());
        keys = revision.definitions().joinKeys(view).stream()
                .map(key -> Cell.of(columns, view.columnOf(key.name())))
                .toArray(Cell[]::new);
        features = view.features().stream()
                .map(feature -> Cell.of(columns, feature.expression()))
                .toArray(Cell[]::new);
    }

    /** Whether a row has what every row must have. */
    boolean isComplete(InternalRow row) {
        for (Cell key : keys) {
            if (row.isNullAt(key.position())) {
                return false;
            }
        }
        return (event == NONE || !row.isNullAt(event)) && (created == NONE || !row.isNullAt(created));
    }

    /** @throws io.granary.core.GranaryException naming what a row that is not complete lacks */
    void requireComplete(Variables row) {
        rows.compute(row);
    }

    /** A row of the join; null when no entity row can find it. */
    @Nullable
    InternalRow compute(InternalRow row) {
        long eventMicros = event == NONE ? 0 : row.getLong(event);
        Long createdMicros = created == NONE ? null : (Long) row.getLong(created);
        long arrival = time.arrivalMicros(eventMicros, createdMicros);
        long seen = Math.max(eventMicros, time.knownMicros(eventMicros, arrival, createdMicros));
        if (seen > frame.latestMicros() || eventMicros < firstEventMicros) {
            return null;
        }
        FeatureRow computed = new FeatureRow(values(row, keys), eventMicros, createdMicros, values(row, features));
        byte[] key = joinKeys.key(number, rows.key(computed).bytes());
        return JoinRow.viewRow(
                frame.place(key, seen),
                key,
                seen,
                rows.stored(computed, createdMicros == null ? arrival : createdMicros));
    }

    private static Object[] values(InternalRow row, Cell[] cells) {
        Object[] values = new Object[cells.length];
        for (int i = 0; i < cells.length; i++) {
            values[i] = Cells.read(row, cells[i].position(), cells[i].type());
        }
        return values;
    }

    private static int position(List<String> names, @Nullable String column) {
        return column == null ? NONE : names.indexOf(column);
    }

    private record Cell(int position, ScalarType type) {

        static Cell of(Columns columns, String name) {
            int position = columns.names().indexOf(name);
            Column column = columns.toList().get(position);
            return new Cell(position, (ScalarType) column.type());
        }
    }
}
