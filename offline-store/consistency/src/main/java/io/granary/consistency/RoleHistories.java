package io.granary.consistency;

import io.granary.core.definition.FeatureView;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.offline.engine.compute.KeyWindows;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.plan.ViewRole;
import io.granary.offline.local.LocalEngineConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The histories of the entity keys that some mismatches are about, read from the sources once. */
final class RoleHistories {

    private final AnswerGroup group;
    private final TrainingSetPlan plan;
    private final Map<FeatureView, Map<EntityKey, List<EvidenceRow>>> rows;
    private final Map<FeatureView, KeyWindows> windows = new HashMap<>();

    private RoleHistories(
            AnswerGroup group, TrainingSetPlan plan, Map<FeatureView, Map<EntityKey, List<EvidenceRow>>> rows) {
        this.group = group;
        this.plan = plan;
        this.rows = rows;
    }

    static RoleHistories read(
            AnswerGroup group, OfflineValues offline, List<Mismatch> mismatches, LocalEngineConfig tables) {
        RoleHistories read = new RoleHistories(group, offline.plan(), new LinkedHashMap<>());
        mismatches.forEach(read::want);
        SourceEvidence evidence = new SourceEvidence(offline.request(), tables);
        read.rows.forEach(evidence::collect);
        return read;
    }

    private void want(Mismatch mismatch) {
        for (int role : roles(mismatch)) {
            EntityKey key = key(mismatch, plan.roles().get(role));
            if (key != null) {
                rows.computeIfAbsent(plan.roles().get(role).view(), view -> new HashMap<>())
                        .computeIfAbsent(key, wanted -> new ArrayList<>());
            }
        }
    }

    /** The roles that a value is made of. */
    List<Integer> roles(Mismatch mismatch) {
        PlannedFeature feature = plan.features().get(mismatch.planned());
        if (feature instanceof PlannedFeature.Stored stored) {
            return List.of(stored.role());
        }
        return plan.onDemand().get(((PlannedFeature.OnDemand) feature).view()).inputs().values().stream()
                .map(PlannedFeature.Stored::role)
                .distinct()
                .sorted()
                .toList();
    }

    KeyHistory history(Mismatch mismatch, int role) {
        ViewRole asked = plan.roles().get(role);
        EntityKey key = key(mismatch, asked);
        Map<EntityKey, List<EvidenceRow>> ofView = rows.get(asked.view());
        List<EvidenceRow> found = key == null || ofView == null ? null : ofView.get(key);
        return new KeyHistory(plan, asked.view(), found == null ? List.of() : found, windows(asked.view()));
    }

    /** Those of the entity that a role is about. */
    List<EntityErasures.Ended> erasures(Mismatch mismatch, int role, EntityErasures known) {
        EntityKey key = key(mismatch, plan.roles().get(role));
        return key == null ? List.of() : known.of(key);
    }

    private @Nullable KeyWindows windows(FeatureView view) {
        return view.isWindowed() ? windows.computeIfAbsent(view, each -> KeyWindows.of(plan, each)) : null;
    }

    /** Null when a part of it is: nothing is found of such an entity. */
    private @Nullable EntityKey key(Mismatch mismatch, ViewRole role) {
        @Nullable
        Object[] values = role.frameColumns().stream()
                .map(column -> value(mismatch, column))
                .toArray();
        for (Object value : values) {
            if (value == null) {
                return null;
            }
        }
        return EntityKeyCodec.of(
                        plan.revision().project(), plan.revision().definitions().joinKeys(role.view()))
                .encode(values);
    }

    /** What a request gave. */
    @Nullable
    Object value(Mismatch mismatch, String column) {
        int place = group.question().columns().indexOf(column);
        return place < 0 ? null : mismatch.row().entity()[place];
    }
}
