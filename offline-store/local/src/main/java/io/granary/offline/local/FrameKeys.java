package io.granary.offline.local;

import io.granary.core.GranaryException;
import io.granary.core.definition.JoinKey;
import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.plan.ViewRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The entity keys of the views that a request asks for, as a query. */
final class FrameKeys {

    private final TrainingSetRequest request;
    private final TrainingSetPlan plan;
    private final Failures failures = new Failures();
    private final TypedSources sources;
    private final ViewRelations relations;

    FrameKeys(Database database, TrainingSetRequest request) {
        this.request = request;
        plan = TrainingSetPlan.of(request);
        sources = new TypedSources(database, request, plan, failures);
        relations = new ViewRelations(database, request.revision(), failures);
    }

    /** Keys of rows between two moments, each once, in their order, and the last moment as event timestamp. */
    String between(Instant from, Instant until) {
        EngineChoice.requireLocal(request, plan);
        List<String> columns = plan.frameColumns().keySet().stream().sorted().toList();
        List<String> keys = new ArrayList<>();
        for (ViewRole role : plan.roles()) {
            if (!role.isLabel() && Set.copyOf(role.frameColumns()).equals(Set.copyOf(columns))) {
                keys.add(keys(role, from, until));
            }
        }
        failures.requireNone();
        if (keys.isEmpty()) {
            throw GranaryException.invalid(
                    "columns of the entity frame",
                    columns,
                    "the join keys of one view that is asked for; else a frame");
        }
        String names = Sql.list(columns, Sql::name);
        return "SELECT DISTINCT " + names + ", make_timestamptz(" + EpochMicros.of(until) + ") AS "
                + Sql.name(request.eventTimestamp()) + " FROM (" + String.join(" UNION ALL BY NAME ", keys)
                + ") ORDER BY " + names;
    }

    /** Of windows, those of all rows of their source. */
    private String keys(ViewRole role, Instant from, Instant until) {
        TypedSource source = sources.of(role.view());
        List<JoinKey> joinKeys = request.revision().definitions().joinKeys(role.view());
        boolean isWindowed = role.view().isWindowed();
        String table =
                isWindowed ? source.name() : relations.of(role.view(), source).name();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < joinKeys.size(); i++) {
            String key = isWindowed ? WindowJoin.key(role.view(), source, joinKeys.get(i)) : "k" + i;
            keys.add(key + " AS " + Sql.name(role.frameColumns().get(i)));
        }
        boolean isStatic = source.atRest().eventTimestamp() == null;
        return "SELECT " + String.join(", ", keys) + " FROM " + table
                + (isStatic
                        ? ""
                        : " WHERE " + TypedSource.EVENT + " BETWEEN " + EpochMicros.of(from) + " AND "
                                + EpochMicros.of(until));
    }
}
