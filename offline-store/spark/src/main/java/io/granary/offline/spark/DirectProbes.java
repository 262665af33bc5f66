package io.granary.offline.spark;

import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.plan.ViewRole;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Turns entity rows whose columns have the types of the join keys into probes of the as-of join. The input's columns are those of
 * {@link EntityFrame#probes}.
 */
final class DirectProbes implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {

    private static final long serialVersionUID = 1;

    private static final int NUMBER = 0;
    private static final int MOMENT = 1;

    private final TrainingTask task;
    private final ArrayList<String> columns;
    private final int[] roles;
    private final FrameTimes frame;

    /** @param roles that are joined */
    DirectProbes(TrainingTask task, List<String> columns, int[] roles, FrameTimes frame) {
        this.task = task;
        this.columns = new ArrayList<>(columns);
        this.roles = roles;
        this.frame = frame;
    }

    /** Whether the entity rows of a frame are so. */
    static boolean canRead(StructType frame, TrainingSetPlan plan, String eventTimestamp, int[] roles) {
        if (!Cells.isReadable(frame, eventTimestamp, ScalarType.TIMESTAMP)) {
            return false;
        }
        for (int number : roles) {
            ViewRole role = plan.roles().get(number);
            List<JoinKey> joinKeys = plan.revision().definitions().joinKeys(role.view());
            for (int i = 0; i < joinKeys.size(); i++) {
                if (!Cells.isReadable(
                        frame, role.frameColumns().get(i), joinKeys.get(i).type())) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
        List<Role> joined = new ArrayList<>();
        for (int number : roles) {
            joined.add(role(number));
        }
        JoinKeys joinKeys = JoinKeys.of(task.revision().project());
        return new ExpandedRows(rows, (row, made) -> {
            long micros = row.getLong(MOMENT);
            for (Role role : joined) {
                byte[] entityKey = role.key(row);
                if (entityKey != null) {
                    byte[] key = joinKeys.key(role.view(), entityKey);
                    long asked = Math.addExact(micros, role.aheadMicros());
                    made.accept(JoinRow.probe(frame.place(key, asked), key, asked, row.getLong(NUMBER), role.number()));
                }
            }
        });
    }

    private Role role(int number) {
        ViewRole role = task.plan().roles().get(number);
        Revision revision = task.revision();
        List<JoinKey> joinKeys = revision.definitions().joinKeys(role.view());
        return new Role(
                number,
                task.views().indexOf(role.view()),
                role.frameColumns().stream()
                        .mapToInt(column -> MOMENT + 1 + columns.indexOf(column))
                        .toArray(),
                joinKeys.stream().map(key -> key.type()).toArray(ScalarType[]::new),
                EntityKeyCodec.of(revision.project(), joinKeys),
                role.aheadMicros());
    }

    private record Role(
            int number, int view, int[] positions, ScalarType[] types, EntityKeyCodec codec, long aheadMicros) {

        /** Null when a join key is null: such a row has no entity. */
        byte @Nullable [] key(InternalRow row) {
            @Nullable Object[] values = new @Nullable Object[positions.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Cells.read(row, positions[i], types[i]);
                if (values[i] == null) {
                    return null;
                }
            }
            return codec.encode(values).bytes();
        }
    }
}
