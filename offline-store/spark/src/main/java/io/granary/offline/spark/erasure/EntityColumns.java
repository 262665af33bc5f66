package io.granary.offline.spark.erasure;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a view tells of whom a row is, and when.
 *
 * @param joinKeys of the entity, in the order of {@code keys}
 * @param keys their columns
 * @param event null: rows are true since the epoch
 * @param created null: the source does not say
 */
record EntityColumns(
        List<JoinKey> joinKeys,
        List<ReadColumn> keys,
        @Nullable ReadColumn event,
        @Nullable ReadColumn created) {

    EntityColumns {
        joinKeys = List.copyOf(joinKeys);
        keys = List.copyOf(keys);
    }

    /** @param names of the entity's join keys, all of which the view has */
    static EntityColumns of(Revision revision, FeatureView view, Set<String> names) {
        SourceAtRest source = SourceAtRest.of(revision, view);
        List<JoinKey> joinKeys = revision.definitions().joinKeys(view).stream()
                .filter(key -> names.contains(key.name()))
                .toList();
        return new EntityColumns(
                joinKeys,
                joinKeys.stream()
                        .map(key -> ReadColumn.of(source, view.columnOf(key.name()), key.type()))
                        .toList(),
                ReadColumn.ofMoment(source, source.eventTimestamp()),
                ReadColumn.ofMoment(source, source.createdTimestamp()));
    }
}
