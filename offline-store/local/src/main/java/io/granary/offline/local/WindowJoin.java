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

    /** Columns before those of the join keys. */
    static final int MOMENT = 1;

    static final int ROW = 2;
    static final int ROLE = 3;
    static final int CREATED = 4;
    static final int KEYS = 5;

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
    void join(FeatureView view, TypedSource source) {
        List<JoinKey> joinKeys = request.revision().definitions().joinKeys(view);
        Map<Integer, Filling> answers = new LinkedHashMap<>();
        try {
            plan.roles().stream()
                    .filter(role -> role.view().equals(view))
                    .map(plan.roles()::indexOf)
                    .forEach(role -> answers.put(role, create(view, role)));
            WindowWalk walk = WindowWalk.of(request, plan, view, source, answers, failures);
            database.stream(sorted(view, source, joinKeys, answers.keySet(), walk), walk::row);
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

    private String sorted(
            FeatureView view, TypedSource source, List<JoinKey> joinKeys, Iterable<Integer> roles, WindowWalk walk) {
        List<String> keys = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < joinKeys.size(); i++) {
            keys.add("k" + i);
            columns.add(key(view, source, joinKeys.get(i)) + " AS k" + i);
        }
        String cells = String.join(
                "", walk.cells().stream().map(cell -> ", " + cell.sql()).toList());
        String values = String.join(
                "",
                source.columns().stream()
                        .map(c -> ", " + source.column(c.name()))
                        .toList());
        String nulls = String.join(
                "",
                source.columns().stream()
                        .map(c -> ", CAST(NULL AS " + DuckTypes.toDuck(c.type()) + ") AS " + source.column(c.name()))
                        .toList());
        List<String> all = new ArrayList<>();
        all.add("SELECT ev AS moment, CAST(NULL AS BIGINT) AS row, CAST(NULL AS INTEGER) AS role, cr, "
                + String.join(", ", columns) + values + " FROM " + source.name());
        for (int role : roles) {
            all.add(probes(plan.roles().get(role), role, nulls));
        }
        String order = String.join(", ", keys);
        return "SELECT moment, row, role, cr, " + order + cells + " FROM (" + String.join(" UNION ALL ", all)
                + ") ORDER BY " + order + ", moment, row NULLS LAST";
    }

    private String probes(ViewRole role, int number, String nulls) {
        List<String> keys = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (String column : role.frameColumns()) {
            String probe = frame.probe(column);
            keys.add(probe + " AS k" + keys.size());
            present.add(probe + " IS NOT NULL");
        }
        return "SELECT moment, row, " + number + ", CAST(NULL AS BIGINT) AS cr, " + String.join(", ", keys) + nulls
                + " FROM " + FrameTable.PROBES + Sql.where(present);
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
