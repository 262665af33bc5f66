package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewGeneration;
import io.granary.core.featurelog.WindowState;
import io.granary.registry.client.ProjectRollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One generation of a view whose entity keys have the join keys of an entity that is erased.
 *
 * @param revision as its rows are written
 * @param field of the online store
 * @param windows of a view that has windows; null: it has rows
 */
record ErasedView(
        Revision revision,
        FeatureView view,
        String field,
        @Nullable WindowPlan windows) {

    ErasedView {
        requireNonNull(revision, "revision");
        requireNonNull(view, "view");
        requireNonNull(field, "field");
    }

    /** Every one that is written, in the order of fields. */
    static List<ErasedView> of(ProjectRollout rollout, List<JoinKey> joinKeys) {
        return rollout.rollout().generations().values().stream()
                .filter(generation -> generation.state().isWritten())
                .map(generation -> of(rollout, generation))
                .flatMap(Stream::ofNullable)
                .filter(view -> isAbout(view.revision, view.view, joinKeys))
                .toList();
    }

    private static @Nullable ErasedView of(ProjectRollout rollout, ViewGeneration generation) {
        Revision revision = rollout.rollout().written(rollout.revisionOf(generation));
        FeatureView view = revision.onlineFields().get(generation.field());
        if (view == null) {
            return null;
        }
        WindowPlan windows = WindowPlan.of(revision).stream()
                .filter(plan -> plan.field().equals(generation.field()))
                .findFirst()
                .orElse(null);
        return view.isWindowed() && windows == null
                ? null
                : new ErasedView(revision, view, generation.field(), windows);
    }

    /** Whether the entity keys of a view have some join keys. */
    static boolean isAbout(Revision revision, FeatureView view, List<JoinKey> joinKeys) {
        return revision.definitions().joinKeys(view).containsAll(joinKeys);
    }

    /** The names of the join keys of its entity keys. */
    Set<String> joinKeys() {
        return revision.definitions().joinKeys(view).stream().map(JoinKey::name).collect(Collectors.toSet());
    }

    /** Every field of the online store that it may have. */
    List<String> fields() {
        WindowPlan plan = windows;
        if (plan == null) {
            return List.of(field);
        }
        List<String> fields = new ArrayList<>();
        for (String name : plan.layout().fields()) {
            fields.add(field + WindowState.SEPARATOR + name);
            fields.add(field + WindowState.SEPARATOR + name + WindowState.BACKFILL);
        }
        return fields;
    }
}
