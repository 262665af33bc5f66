package io.granary.offline.spark;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.Since;
import io.granary.offline.engine.SnapshotRead;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Views of a materialization that read the same rows: all of one source, and of its table the same files.
 *
 * @param appended the files; null: all
 */
record ViewsOfRows(SourceAtRest source, Since.@Nullable Appended appended, List<FeatureView> views) {

    ViewsOfRows {
        views = List.copyOf(views);
    }

    private record Rows(String source, Since.@Nullable Appended appended) {}

    static List<ViewsOfRows> of(MaterializationRequest request, List<FeatureView> views) {
        Map<Rows, List<FeatureView>> byRows = new LinkedHashMap<>();
        for (FeatureView view : views) {
            Rows rows = new Rows(view.source(), appended(request, view.name()));
            byRows.computeIfAbsent(rows, any -> new ArrayList<>()).add(view);
        }
        List<ViewsOfRows> groups = new ArrayList<>();
        byRows.forEach((rows, alike) ->
                groups.add(new ViewsOfRows(SourceAtRest.of(request.revision(), alike.get(0)), rows.appended(), alike)));
        return groups;
    }

    private static Since.@Nullable Appended appended(MaterializationRequest request, String view) {
        return request.since().get(view) instanceof Since.Appended appended ? appended : null;
    }

    /** What is read of tables that are listed. */
    Map<String, ListedTable> tables(Map<String, ListedTable> listed) {
        BatchSource table = source.table();
        if (appended == null || table == null || !(listed.get(table.name()) instanceof TableSnapshot whole)) {
            return listed;
        }
        Map<String, ListedTable> read = new HashMap<>(listed);
        read.put(table.name(), whole.of(appended.files()));
        return read;
    }

    /** What is read for a view of a table that keeps versions; null when its table keeps none. */
    static @Nullable SnapshotRead read(MaterializationRequest request, String view) {
        BatchSource table = SourceAtRest.of(
                        request.revision(), request.revision().definitions().featureView(view))
                .table();
        if (table == null || !(request.snapshots().get(table.name()) instanceof TableSnapshot snapshot)) {
            return null;
        }
        Since.Appended appended = appended(request, view);
        return new SnapshotRead(snapshot.version(), appended == null ? null : (Long) appended.snapshot());
    }
}
