package io.granary.ingestion;

import io.granary.core.definition.Entity;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyParts;
import io.granary.ingestion.ErasureReceipt.Line;
import io.granary.registry.client.ProjectRollout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of the feature log and the online store is about one entity, and its burial. Views whose entity keys have more join
 * keys than the entity are looked for in the log and the store, which are read whole for it. Blocks; used by one thread.
 */
final class ErasureScope {

    private final ProjectRollout rollout;
    private final KafkaClients clients;
    private final Offsets offsets;
    private final Set<String> topics;
    private final ErasedKeys keys;
    private final Entity entity;
    private final EntityKey key;
    private final List<ErasedView> views;

    ErasureScope(
            ProjectRollout rollout,
            KafkaClients clients,
            Topics topics,
            Offsets offsets,
            ErasedKeys keys,
            Entity entity,
            EntityKey key) {
        this.rollout = rollout;
        this.clients = clients;
        this.offsets = offsets;
        this.topics = topics.names();
        this.keys = keys;
        this.entity = entity;
        this.key = key;
        this.views = ErasedView.of(rollout, entity.joinKeys());
    }

    ProjectRollout rollout() {
        return rollout;
    }

    Entity entity() {
        return entity;
    }

    EntityKey key() {
        return key;
    }

    List<ErasedView> erased() {
        return views;
    }

    /** The applications that compute its views. */
    List<StreamPlan> streams() {
        return WantedApplications.of(rollout).all().stream()
                .filter(plan -> topics.contains(plan.source().topic()))
                .filter(plan -> plan.views().stream()
                        .anyMatch(view -> ErasedView.isAbout(plan.revision(), view, entity.joinKeys())))
                .toList();
    }

    /** How much the online store has, by field. */
    List<Line> stored() {
        Set<EntityKey> found = inStore();
        List<Line> lines = new ArrayList<>();
        for (ErasedView view : views) {
            long fields = 0;
            long entityKeys = 0;
            for (EntityKey each : of(view, found)) {
                int stored = keys.stored(each, view.fields());
                fields += stored;
                entityKeys += stored > 0 ? 1 : 0;
            }
            lines.add(new Line("online store", view.field(), fields, "fields of " + entityKeys + " entity keys"));
        }
        return lines;
    }

    /** How the entity keys of its views are found. */
    List<Line> views() {
        return views.stream()
                .map(view -> new Line(
                        "feature view",
                        view.field(),
                        1,
                        keys.isWhole(view)
                                ? "the entity alone"
                                : "the entity with others, looked for in the log and the store"))
                .toList();
    }

    /** Writes the tombstones and waits until the online store has applied them. */
    List<Line> bury(ErasureWaits waits, long nowMillis) {
        List<Line> lines = new ArrayList<>();
        try (Tombstones tombstones = Tombstones.open(clients.settings())) {
            lines.add(buryRows(tombstones));
            for (ErasedView view : views) {
                WindowPlan windows = view.windows();
                if (windows != null) {
                    lines.addAll(buryStates(view, windows, waits, tombstones, nowMillis));
                }
            }
            tombstones.finish();
        }
        for (ErasedView view : views) {
            WindowPlan windows = view.windows();
            if (windows != null && topics.contains(repartition(windows))) {
                waits.untilRead(windows, repartition(windows));
            }
        }
        logs().forEach(waits::untilApplied);
        lines.removeIf(line -> line.count() == 0);
        return lines;
    }

    private Line buryRows(Tombstones tombstones) {
        String topic = rowsTopic();
        Set<EntityKey> found = new HashSet<>();
        if (views.stream().anyMatch(view -> view.windows() == null && !keys.isWhole(view))) {
            found.addAll(keys.inRows(topic));
            found.addAll(inStore());
        }
        long count = 0;
        for (ErasedView view : views) {
            for (EntityKey each : view.windows() == null ? of(view, found) : Set.<EntityKey>of()) {
                tombstones.row(topic, each, view.field());
                count++;
            }
        }
        return new Line("feature log", topic, count, "tombstones of rows");
    }

    private List<Line> buryStates(
            ErasedView view, WindowPlan windows, ErasureWaits waits, Tombstones tombstones, long nowMillis) {
        List<Line> lines = new ArrayList<>();
        String events = repartition(windows);
        if (topics.contains(events)) {
            Set<EntityKey> found = Set.of();
            if (!keys.isWhole(view) && topics.contains(windows.log())) {
                waits.untilRead(windows, events);
                found = keys.inStates(windows.log());
            }
            int partitions = offsets.ends(events).size();
            Set<EntityKey> going = of(view, found);
            going.forEach(each -> tombstones.forget(events, partitions, each, nowMillis));
            lines.add(new Line("window states", windows.log(), going.size(), "entity keys forgotten"));
        }
        if (topics.contains(windows.backfillLog())) {
            Set<EntityKey> found = keys.isWhole(view) ? Set.of() : keys.inStates(windows.backfillLog());
            int partitions = offsets.ends(windows.backfillLog()).size();
            Set<EntityKey> going = of(view, found);
            int fields = windows.layout().fieldCount();
            going.forEach(each -> tombstones.states(windows.backfillLog(), partitions, each, fields));
            lines.add(new Line(
                    "window states",
                    windows.backfillLog(),
                    (long) going.size() * fields,
                    "tombstones of backfilled states"));
        }
        return lines;
    }

    /** Those of a view's entity keys that are the entity's, among some that were found if it has more join keys. */
    private Set<EntityKey> of(ErasedView view, Set<EntityKey> found) {
        if (keys.isWhole(view)) {
            return Set.of(key);
        }
        Set<EntityKey> own = new HashSet<>();
        for (EntityKey each : found) {
            if (Set.copyOf(EntityKeyParts.of(each.bytes()).names()).equals(view.joinKeys())) {
                own.add(each);
            }
        }
        return own;
    }

    private Set<EntityKey> inStore() {
        boolean isWide = views.stream().anyMatch(view -> !keys.isWhole(view));
        return isWide ? keys.inStore(rollout.rollout().project()) : Set.of();
    }

    private Set<String> logs() {
        Map<String, Boolean> logs = new TreeMap<>();
        views.forEach(view -> {
            WindowPlan windows = view.windows();
            if (windows == null) {
                logs.put(rowsTopic(), true);
            } else {
                logs.put(windows.log(), true);
                logs.put(windows.backfillLog(), true);
            }
        });
        logs.keySet().retainAll(topics);
        return logs.keySet();
    }

    private String rowsTopic() {
        return FeatureLogRecord.rowsTopic(rollout.rollout().project());
    }

    private static String repartition(WindowPlan windows) {
        return windows.reads().get(1);
    }
}
