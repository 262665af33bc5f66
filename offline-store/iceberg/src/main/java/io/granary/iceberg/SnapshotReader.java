package io.granary.iceberg;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.Since;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TableVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/** Says what a table's snapshot is made of, as planning a scan of all its rows says. */
final class SnapshotReader {

    private final String name;
    private final Table table;
    private final LocalFileIO files;

    /** @param name of the table, with its catalog's */
    SnapshotReader(String name, Table table, LocalFileIO files) {
        this.name = name;
        this.table = table;
        this.files = files;
    }

    TableSnapshot read(SnapshotChoice choice) {
        Snapshot snapshot = find(choice);
        int schemaId = schemaId(choice, snapshot);
        IcebergColumns columns = new IcebergColumns(schema(schemaId));
        return new TableSnapshot(
                new TableVersion(
                        name, snapshot.snapshotId(), Instant.ofEpochMilli(snapshot.timestampMillis()), schemaId),
                files.path(table.location()),
                columns.readable(),
                columns.unreadable(),
                dataFiles(table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()));
    }

    /** Where a snapshot was read before, what is read of a later one. */
    SnapshotIncrement readSince(Since.Snapshot last, long now, @Nullable String eventTimestamp) {
        SnapshotDifference difference = new SnapshotDifference(table, last.id(), now);
        String unknown = difference.whyUnknown();
        if (unknown != null) {
            return new SnapshotIncrement(null, unknown);
        }
        List<Path> files = new ArrayList<>(dataFiles(difference.appended()));
        if (last.leftOutAfter() != null) {
            files.addAll(dataFiles(difference.after(last.leftOutAfter(), eventTimestamp)));
        }
        return new SnapshotIncrement(new Since.Appended(last.id(), inOrder(files)), null);
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when there is none */
    Snapshot find(SnapshotChoice choice) {
        if (choice instanceof SnapshotChoice.OfId asked) {
            return required(table.snapshot(asked.id()), "it has no snapshot " + asked.id() + ", or no longer");
        }
        if (choice instanceof SnapshotChoice.Recorded asked) {
            return required(table.snapshot(asked.version().snapshotId()), asked.version() + " is gone");
        }
        if (choice instanceof SnapshotChoice.AsOf asked) {
            Long id = SnapshotUtil.nullableSnapshotIdAsOfTime(
                    table, asked.moment().toEpochMilli());
            return required(
                    id == null ? null : table.snapshot(id), "it has no snapshot of " + asked.moment() + " or before");
        }
        return required(table.currentSnapshot(), "nothing was written to it yet");
    }

    private Snapshot required(@Nullable Snapshot snapshot, String otherwise) {
        if (snapshot == null) {
            throw refused(otherwise);
        }
        return snapshot;
    }

    /** A table's columns may change without a snapshot. */
    private int schemaId(SnapshotChoice choice, Snapshot snapshot) {
        if (choice instanceof SnapshotChoice.Recorded asked) {
            return asked.version().schemaId();
        }
        Integer then = snapshot.schemaId();
        return choice instanceof SnapshotChoice.Newest || then == null
                ? table.schema().schemaId()
                : then;
    }

    private Schema schema(int id) {
        Schema schema = table.schemas().get(id);
        if (schema == null) {
            throw refused("it has no schema " + id);
        }
        return schema;
    }

    private List<Path> dataFiles(CloseableIterable<FileScanTask> planned) {
        List<Path> paths = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = planned) {
            for (FileScanTask task : tasks) {
                paths.add(dataFile(task));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inOrder(paths);
    }

    private static List<Path> inOrder(Collection<Path> paths) {
        return paths.stream()
                .distinct()
                .sorted(Comparator.comparing(Path::toString))
                .toList();
    }

    private Path dataFile(FileScanTask task) throws IOException {
        DataFile file = task.file();
        if (!task.deletes().isEmpty()) {
            throw refused("rows of " + file.location() + " are deleted by "
                    + task.deletes().get(0).location()
                    + ", which is not applied here; rewrite the table's data files to do so");
        }
        if (file.format() != FileFormat.PARQUET || file.keyMetadata() != null) {
            throw refused(file.location() + " is " + (file.keyMetadata() == null ? file.format() : "encrypted")
                    + ", not Parquet that can be read here");
        }
        Path path = files.path(file.location());
        if (!Files.exists(path)) {
            throw refused(path + " is gone");
        }
        if (Files.size(path) != file.fileSizeInBytes()) {
            throw refused(path + " has " + Files.size(path) + " bytes, not the " + file.fileSizeInBytes()
                    + " that were written");
        }
        return path;
    }

    private GranaryException refused(String reason) {
        return new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot read Iceberg table " + name + ": " + reason);
    }
}
