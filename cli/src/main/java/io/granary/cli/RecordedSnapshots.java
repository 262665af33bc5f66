package io.granary.cli;

import io.granary.iceberg.IcebergCatalogs;
import io.granary.iceberg.SnapshotChoice;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TableVersion;
import java.util.List;

/** Finds the snapshots again that a training set was made of, or says why others are read. */
final class RecordedSnapshots {

    private final IcebergCatalogs catalogs;
    private final VerifyTrainingSetCommand.Sources sources;
    private final List<String> changes;

    /** @param changes gets a line for each snapshot that is not the one of then */
    RecordedSnapshots(IcebergCatalogs catalogs, VerifyTrainingSetCommand.Sources sources, List<String> changes) {
        this.catalogs = catalogs;
        this.sources = sources;
        this.changes = changes;
    }

    /** What is read of a source. */
    TableSnapshot of(String source, TableVersion then) {
        boolean isThere = catalogs.has(then);
        if (isThere && sources == VerifyTrainingSetCommand.Sources.RECORDED) {
            return frame(then);
        }
        TableSnapshot now = catalogs.snapshot(then.table(), SnapshotChoice.NEWEST);
        if (!now.version().equals(then)) {
            changes.add("source '" + source + "': " + then + (isThere ? "" : " is gone") + ", now " + now.version());
        }
        return now;
    }

    /** The rows that were asked for. */
    TableSnapshot frame(TableVersion then) {
        return catalogs.snapshot(then.table(), new SnapshotChoice.Recorded(then));
    }
}
