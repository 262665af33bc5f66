package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.Coercion;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.plan.ViewRole;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Turns entity rows into probes, one for each asked role whose join keys are not null. The input's columns are the row's
 * number, its event timestamp, then every column that the plan needs.
 */
final class EntityProbes implements FlatMapFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    private final TrainingTask task;
    private final ArrayList<String> columns;
    private final int[] asked;
    private transient @Nullable List<Role> roles;

    /** @param asked the numbers of the roles that are probed */
    EntityProbes(TrainingTask task, List<String> columns, int[] asked) {
        this.task = task;
        this.asked = asked;
        this.columns = new ArrayList<>(columns);
    }

    @Override
    public Iterator<Row> call(Row row) {
        List<Row> probes = new ArrayList<>();
        long number = row.getLong(0);
        long micros = EntityFrame.micros(row.get(1), task.request().eventTimestamp());
        for (Role role : roles()) {
            byte[] key = role.key(row);
            if (key != null) {
                long asked = Math.addExact(micros, role.aheadMicros());
                probes.add(SweepRow.probe(role.view(), key, asked, number, role.number()));
            }
        }
        return probes.iterator();
    }

    private List<Role> roles() {
        if (roles == null) {
            roles = new ArrayList<>();
            TrainingSetPlan plan = task.plan();
            for (int number : asked) {
                roles.add(role(plan, number));
            }
        }
        return roles;
    }

    private Role role(TrainingSetPlan plan, int number) {
        ViewRole role = plan.roles().get(number);
        FeatureView view = role.view();
        Revision revision = plan.revision();
        List<JoinKey> joinKeys = revision.definitions().joinKeys(view);
        int[] positions = role.frameColumns().stream()
                .mapToInt(column -> 2 + columns.indexOf(column))
                .toArray();
        EntityKeyCodec codec = EntityKeyCodec.of(revision.project(), joinKeys);
        return new Role(
                number,
                plan.views().indexOf(view),
                joinKeys,
                role.frameColumns(),
                positions,
                codec,
                role.aheadMicros());
    }

    private record Role(
            int number,
            int view,
            List<JoinKey> joinKeys,
            List<String> names,
            int[] positions,
            EntityKeyCodec codec,
            long aheadMicros) {

        /** Null when a join key is null: such a row has no entity. */
        byte @Nullable [] key(Row row) {
            @Nullable Object[] values = new @Nullable Object[positions.length];
            for (int i = 0; i < values.length; i++) {
                Object value = SparkValues.fromSpark(row.get(positions[i]));
                values[i] =
                        Coercion.coerce(value, joinKeys.get(i).type(), "entity frame column '" + names.get(i) + "'");
                if (values[i] == null) {
                    return null;
                }
            }
            return codec.encode(values).bytes();
        }
    }
}
