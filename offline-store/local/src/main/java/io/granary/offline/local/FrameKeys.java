package io.granary.offline.local;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.plan.ViewRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The entity keys of the views that a request asks for, as a query. */
final class FrameKeys {

    private final TrainingSetRequest request;
    private final TrainingSetPlan plan;
    private final Failures failures = new Failures();
    private final TypedSources sources;
    private final LocalArchives archives;
    private final ViewRelations relations;

    FrameKeys(Database database, TrainingSetRequest request) {
        this.request = request;
        plan = TrainingSetPlan.of(request);
        sources = new TypedSources(database, request, plan, failures);
        archives = new LocalArchives(database, request, plan);
        relations = new ViewRelations(database, request, failures);
    }

    /** Keys of rows between two moments, each once, in their order, and the last moment as event timestamp. */
    String between(Instant from, Instant until) {
        long first = EpochMicros.of(from);
        long last = EpochMicros.of(until);
        archives.openBetween(first, last);
        archives.read(share -> {});
        List<String> columns = plan.frameColumns().keySet().stream().sorted().toList();
        List<String> keys = new ArrayList<>();
        for (ViewRole role : plan.roles()) {
            if (!role.isLabel() && Set.copyOf(role.frameColumns()).equals(Set.copyOf(columns))) {
                keys.addAll(keys(role, " BETWEEN " + first + " AND " + last));
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
        return "SELECT DISTINCT " + names + ", make_timestamptz(" + last + ") AS " + Sql.name(request.eventTimestamp())
                + " FROM (" + String.join(" UNION ALL BY NAME ", keys) + ") ORDER BY " + names;
    }

    /** Of windows, those of all rows of their source's table, and of the events of its archive that count. */
    private List<String> keys(ViewRole role, String interval) {
        FeatureView view = role.view();
        List<JoinKey> joinKeys = request.revision().definitions().joinKeys(view);
        ViewSource source =
                new ViewSource(SourceAtRest.of(request.revision(), view), sources.find(view), archives.table(view));
        String ofEvents = source.atRest().eventTimestamp() == null ? "" : " WHERE " + TypedSource.EVENT + interval;
        List<String> plain =
                IntStream.range(0, joinKeys.size()).mapToObj(i -> "k" + i).toList();
        if (!view.isWindowed()) {
            return List.of(select(role, plain, relations.of(view, source).name()) + ofEvents);
        }
        List<String> selects = new ArrayList<>();
        TypedSource table = source.table();
        if (table != null) {
            List<String> keys = joinKeys.stream()
                    .map(key -> WindowJoin.key(view, table, key))
                    .toList();
            selects.add(select(role, keys, table.name()) + ofEvents);
        }
        if (source.archived() != null) {
            selects.add(select(role, plain, source.archived()) + " WHERE moment" + interval);
        }
        return selects;
    }

    private static String select(ViewRole role, List<String> keys, String table) {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            named.add(keys.get(i) + " AS " + Sql.name(role.frameColumns().get(i)));
        }
        return "SELECT " + String.join(", ", named) + " FROM " + table;
    }
}
