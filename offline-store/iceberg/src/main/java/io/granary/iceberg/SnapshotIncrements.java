package io.granary.iceberg;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.Since;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What came to the tables of a materialization since the snapshots that the last ones read. Used by one thread. */
final class SnapshotIncrements {

    private static final Logger log = LoggerFactory.getLogger(SnapshotIncrements.class);

    private final IcebergCatalogs catalogs;
    private final MaterializationRequest request;
    private final Map<LastRead, SnapshotIncrement> found = new HashMap<>();

    private record LastRead(String source, Since.Snapshot last) {}

    /** @param request with the snapshots that are read now */
    SnapshotIncrements(IcebergCatalogs catalogs, MaterializationRequest request) {
        this.catalogs = catalogs;
        this.request = request;
    }

    /** From where on the rows of each view are taken, with files for snapshots; not of views of which every row is. */
    Map<String, Since> since() {
        Map<String, Since> since = new HashMap<>();
        request.since().forEach((view, asked) -> {
            Since from =
                    asked instanceof Since.Snapshot last ? increment(view, last).appended() : asked;
            if (from != null) {
                since.put(view, from);
            }
        });
        return since;
    }

    private SnapshotIncrement increment(String view, Since.Snapshot last) {
        Revision revision = request.revision();
        SourceAtRest source = SourceAtRest.of(revision, revision.definitions().featureView(view));
        return found.computeIfAbsent(new LastRead(source.source().name(), last), unknown -> find(source, last));
    }

    private SnapshotIncrement find(SourceAtRest source, Since.Snapshot last) {
        BatchSource table = requireNonNull(source.table(), "table");
        TableSnapshot now = requireNonNull(SourceAtRest.snapshot(table, request.snapshots()), "snapshot");
        SnapshotIncrement increment = catalogs.increment(last, now.version(), source.eventTimestamp());
        if (increment.appended() == null) {
            log.warn("Every row of Iceberg table {} is materialized: {}", table.path(), increment.whyAll());
        }
        return increment;
    }
}
