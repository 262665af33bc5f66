package io.granary.iceberg;

import io.granary.core.type.EpochMicros;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/** What came to a table after one of its snapshots, the last that was read, up to another one. */
final class SnapshotDifference {

    private final Table table;
    private final long last;
    private final long now;

    /** @param last need not be there any more */
    SnapshotDifference(Table table, long last, long now) {
        this.table = table;
        this.last = last;
        this.now = now;
    }

    /** Why what came cannot be told from what was there; null when it can. */
    @Nullable
    String whyUnknown() {
        if (last == now) {
            return null;
        }
        if (!SnapshotUtil.isParentAncestorOf(table, now, last)) {
            return "snapshot " + last + ", the last that was read, "
                    + (table.snapshot(last) == null
                            ? "is gone"
                            : "is none that the newest was made of: the table was rolled back, or what was between has"
                                    + " expired");
        }
        return whyMixed();
    }

    private @Nullable String whyMixed() {
        for (Snapshot snapshot : between()) {
            if (!isKeeping(snapshot)) {
                return "snapshot " + snapshot.snapshotId() + " of " + Instant.ofEpochMilli(snapshot.timestampMillis())
                        + " changed rows (" + snapshot.operation() + ")";
            }
        }
        return null;
    }

    private Iterable<Snapshot> between() {
        return SnapshotUtil.ancestorsBetween(table, now, last);
    }

    /** A compaction replaces files, not rows; a delete of what was there before takes away nothing that came. */
    private boolean isKeeping(Snapshot snapshot) {
        String operation = snapshot.operation();
        return DataOperations.APPEND.equals(operation)
                || DataOperations.REPLACE.equals(operation)
                || (DataOperations.DELETE.equals(operation) && takesNothingThatCame(snapshot));
    }

    private boolean takesNothingThatCame(Snapshot delete) {
        SnapshotChanges changes = changes(delete);
        if (changes.addedDeleteFiles().iterator().hasNext()) {
            return false;
        }
        Set<String> taken = locations(changes.removedDataFiles());
        for (Snapshot snapshot : between()) {
            if (!Collections.disjoint(taken, locations(changes(snapshot).addedDataFiles()))) {
                return false;
            }
        }
        return true;
    }

    private SnapshotChanges changes(Snapshot snapshot) {
        return SnapshotChanges.builderFor(table).snapshot(snapshot).build();
    }

    private static Set<String> locations(Iterable<DataFile> files) {
        Set<String> locations = new HashSet<>();
        files.forEach(file -> locations.add(file.location()));
        return locations;
    }

    /** Files that were appended, also those that a compaction has replaced since. */
    CloseableIterable<FileScanTask> appended() {
        return last == now
                ? CloseableIterable.empty()
                : table.newIncrementalAppendScan()
                        .fromSnapshotExclusive(last)
                        .toSnapshot(now)
                        .planFiles();
    }

    /**
     * All files that may have rows after a moment, as far as statistics tell.
     *
     * @param eventTimestamp name of the column now; null: rows have no moment
     */
    CloseableIterable<FileScanTask> after(Instant moment, @Nullable String eventTimestamp) {
        TableScan scan = table.newScan().useSnapshot(now);
        return isMoment(eventTimestamp)
                ? scan.filter(Expressions.greaterThan(eventTimestamp, EpochMicros.of(moment)))
                        .planFiles()
                : scan.planFiles();
    }

    private boolean isMoment(@Nullable String column) {
        return column != null && table.schema().findType(column) instanceof Types.TimestampType;
    }
}
