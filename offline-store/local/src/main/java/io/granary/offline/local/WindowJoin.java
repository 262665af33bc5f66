package io.granary.offline.local;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.plan.ViewRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The windows of a view in all its roles: DuckDB sorts the rows of the source and the entity rows by entity key and
 * moment, an entity row before rows of its own moment, and core walks over them once.
 */
final class WindowJoin {

    private final Database database;
    private final TrainingSetRequest request;
    private final TrainingSetPlan plan;
    private final FrameTable frame;
    private final Failures failures;

    WindowJoin(
            Database database, TrainingSetRequest request, TrainingSetPlan plan, FrameTable frame, Failures failures) {
        this.database = database;
        this.request = request;
        this.plan = plan;
        this.frame = frame;
        this.failures = failures;
    }

    /** Makes the tables of the view's roles. */
    void join(FeatureView view, ViewSource source) {
        List<JoinKey> joinKeys = request.revision().definitions().joinKeys(view);
        TypedSource table = source.table();
        WindowColumns columns = new WindowColumns(
                joinKeys.size(),
                table == null ? null : TableEvents.of(request, view, table, failures),
                source.archived() != null);
        Map<Integer, Filling> answers = new LinkedHashMap<>();
        try {
            plan.roles().stream()
                    .filter(role -> role.view().equals(view))
                    .map(plan.roles()::indexOf)
                    .forEach(role -> answers.put(role, create(view, role)));
            WindowWalk walk = new WindowWalk(plan, view, columns, answers);
            List<String> inputs = inputs(view, source, joinKeys);
            answers.keySet().forEach(role -> inputs.add(probes(plan.roles().get(role), role)));
            database.stream(sorted(columns, inputs), walk::row);
            walk.end();
        } finally {
            answers.values().forEach(Filling::close);
        }
    }

    private Filling create(FeatureView view, int role) {
        RoleTables tables = RoleTables.of(role);
        database.run("CREATE TABLE " + tables.tooOld() + " (row BIGINT)");
        Map<String, DataType> types = new LinkedHashMap<>();
        types.put("row", ScalarType.INT64);
        SortedSet<Integer> columns = plan.columns(view);
        columns.forEach(column ->
                types.put("f" + column, plan.schema(view).columns().get(column).type()));
        return Filling.create(database, tables.answers(), types);
    }

    /** Columns that an input lacks are null in its rows. */
    private static String sorted(WindowColumns columns, List<String> inputs) {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < columns.keys(); i++) {
            order.add("k" + i);
        }
        return "SELECT " + columns.sql() + " FROM (" + String.join(" UNION ALL BY NAME ", inputs) + ") ORDER BY "
                + String.join(", ", order) + ", moment, row NULLS LAST";
    }

    private static List<String> inputs(FeatureView view, ViewSource source, List<JoinKey> joinKeys) {
        List<String> inputs = new ArrayList<>();
        if (source.table() != null) {
            inputs.add(rows(view, source.table(), joinKeys));
        }
        if (source.archived() != null) {
            inputs.add("SELECT * FROM " + source.archived());
        }
        return inputs;
    }

    private static String rows(FeatureView view, TypedSource table, List<JoinKey> joinKeys) {
        List<String> columns = new ArrayList<>(List.of("ev AS moment", "cr AS came"));
        for (int i = 0; i < joinKeys.size(); i++) {
            columns.add(key(view, table, joinKeys.get(i)) + " AS k" + i);
        }
        table.columns().forEach(column -> columns.add(table.column(column.name())));
        return "SELECT " + String.join(", ", columns) + " FROM " + table.name();
    }

    private String probes(ViewRole role, int number) {
        List<String> keys = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (String column : role.frameColumns()) {
            String probe = frame.probe(column);
            keys.add(probe + " AS k" + keys.size());
            present.add(probe + " IS NOT NULL");
        }
        return "SELECT moment, row, " + number + " AS role, " + String.join(", ", keys) + " FROM " + FrameTable.PROBES
                + Sql.where(present);
    }

    /** A join key of the rows of a source, in SQL. */
    static String key(FeatureView view, TypedSource source, JoinKey joinKey) {
        String name = view.columnOf(joinKey.name());
        String type = DuckTypes.toDuck(source.typed(name).type());
        String cast = LosslessCast.of(source.column(name), type, joinKey.type());
        if (cast == null) {
            throw new LocalRefusal("column '" + name + "' of source '" + view.source() + "' is "
                    + source.typed(name).type().text() + ", and join key '" + joinKey.name() + "' is "
                    + joinKey.type());
        }
        return cast;
    }
}
