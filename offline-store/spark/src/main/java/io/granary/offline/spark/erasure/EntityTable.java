package io.granary.offline.spark.erasure;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKeyParts;
import io.granary.offline.engine.RowErasureRequest;
import io.granary.offline.engine.plan.RepositoryPath;
import io.granary.offline.engine.plan.SourceAtRest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table on disk that views with the join keys of an entity read.
 *
 * @param source name of the batch source, or of the first of several with this path
 * @param readings every way in which a view tells of whom its rows are
 */
record EntityTable(String source, Path path, Set<EntityColumns> readings) {

    /** Those of all revisions that are Parquet, also as the history of a stream, in the order of paths. */
    static Collection<EntityTable> of(RowErasureRequest request) {
        Set<String> names = Set.copyOf(EntityKeyParts.of(request.key().bytes()).names());
        Map<Path, EntityTable> tables = new TreeMap<>();
        for (Revision revision : request.revisions()) {
            for (FeatureView view : revision.definitions().all(FeatureView.class)) {
                BatchSource table = SourceAtRest.of(revision, view).table();
                if (table != null && table.isParquetOnDisk() && isAbout(revision, view, names)) {
                    Path path = RepositoryPath.resolve(request.repository(), table.path());
                    tables.computeIfAbsent(path, at -> new EntityTable(table.name(), at, new HashSet<>()))
                            .readings()
                            .add(EntityColumns.of(revision, view, names));
                }
            }
        }
        return tables.values();
    }

    private static boolean isAbout(Revision revision, FeatureView view, Set<String> names) {
        return revision.definitions().joinKeys(view).stream()
                .map(JoinKey::name)
                .toList()
                .containsAll(names);
    }

    /** What it is called in errors. */
    String what() {
        return "source '" + source + "'";
    }
}
