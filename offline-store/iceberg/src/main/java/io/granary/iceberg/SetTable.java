package io.granary.iceberg;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.FolderTree;
import io.granary.offline.engine.SetSplit;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.TrainingSetRequest.ExistingOutput;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * An Iceberg table whose rows are a training set: each set is one snapshot, with its manifest, and replaces the one before,
 * which is read by its snapshot as long as the table keeps that. Failures are {@link GranaryException}s.
 */
public final class SetTable {

    private final String name;
    private final TableIdentifier id;
    private final Supplier<OpenCatalog> catalog;
    private final LocalFileIO files;

    /**
     * @param name with the catalog's
     * @param catalog may fail as long as it does not answer
     */
    SetTable(String name, TableIdentifier id, Supplier<OpenCatalog> catalog, LocalFileIO files) {
        this.name = name;
        this.id = id;
        this.catalog = catalog;
        this.files = files;
    }

    /**
     * A folder, not there yet, in which the files of a new set are to be. Deletes what jobs left that were killed.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when the table has partitions, or rows that are not to be replaced
     */
    public Path prepare(ExistingOutput existing) {
        return answered("write", () -> {
            Table table = find();
            requireFree(table, existing);
            Path place = table == null ? FolderCatalog.folder(files.root(), id) : files.path(table.location());
            SetFolders folders = new SetFolders(place.resolve("data"), PidSpace.find());
            folders.sweep(table);
            return folders.next();
        });
    }

    /** The newest set, or the one that a snapshot is. */
    public StoredSet set(SnapshotChoice choice) {
        return answered("read", () -> {
            Table table = required();
            return ManifestBlob.read(table, new SnapshotReader(name, table, files).find(choice), files);
        });
    }

    /** Every set that the table still has, the oldest first. */
    public List<StoredSet> sets() {
        return answered("read", () -> {
            Table table = required();
            List<StoredSet> sets = new ArrayList<>();
            for (Snapshot snapshot : table.snapshots()) {
                if (ManifestBlob.isOf(table, snapshot)) {
                    sets.add(ManifestBlob.read(table, snapshot, files));
                }
            }
            return sets;
        });
    }

    /** Refuses what the table cannot take, as far as it is known before the set is made. */
    void require(TrainingSetRequest request) {
        SetSplit split = request.shape().split();
        if (split != null) {
            throw GranaryException.invalid(
                    "split", split.text(), "none for a table, whose readers would not see parts apart; or a folder");
        }
        answered("write", () -> {
            requireTaking(request, find());
            return request;
        });
    }

    private void requireTaking(TrainingSetRequest request, @Nullable Table table) {
        requireFree(table, request.existingOutput());
        if (table != null) {
            requireSame(SetColumns.differences(TrainingSetPlan.of(request), table.schema()));
        }
    }

    /** Makes the set in a folder the table's rows; the folder is gone when that is known to have failed. */
    TrainingSetManifest commit(Path folder, TrainingSetManifest manifest, ExistingOutput existing) {
        try {
            return answered("write", () -> {
                SetCommit set = new SetCommit(name, folder, manifest);
                Transaction change = change(set);
                TrainingSetManifest written = set.addTo(change, existing);
                change.commitTransaction();
                set.committed();
                return written;
            });
        } catch (GranaryException e) {
            // What is not known to have failed may be there: only then a failure is UNAVAILABLE.
            if (e.code() != ErrorCode.UNAVAILABLE) {
                FolderTree.delete(folder);
            }
            throw e;
        }
    }

    private Transaction change(SetCommit set) throws IOException {
        Table table = find();
        if (table == null) {
            return catalog.get().create(id, set.columns());
        }
        requireSame(set.differences(table.schema()));
        return table.newTransaction();
    }

    private void requireFree(@Nullable Table table, ExistingOutput existing) {
        if (table == null) {
            return;
        }
        if (table.spec().isPartitioned()) {
            throw refused("write", "it has partitions, a training set has none");
        }
        if (existing == ExistingOutput.REFUSE && table.currentSnapshot() != null) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "output: Iceberg table " + name
                            + " (expected: a table that does not exist yet or is empty, or to be told to replace its rows)");
        }
    }

    private void requireSame(List<String> differences) {
        if (!differences.isEmpty()) {
            throw refused("write", "its columns are not the set's: " + String.join("; ", differences));
        }
    }

    private @Nullable Table find() {
        try {
            return catalog.get().load(id);
        } catch (NoSuchTableException e) {
            return null;
        }
    }

    private Table required() {
        Table table = find();
        if (table == null) {
            throw refused("read", "its catalog does not have it");
        }
        return table;
    }

    private <T> T answered(String verb, Work<T> work) {
        try {
            return work.run();
        } catch (GranaryException e) {
            throw e;
        } catch (AlreadyExistsException | CommitFailedException | ValidationException e) {
            throw new GranaryException(
                    ErrorCode.CONFLICT, cannot(verb) + "somebody else did meanwhile: " + e.getMessage(), e);
        } catch (CommitStateUnknownException e) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE, cannot(verb) + "whether it was is not known: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            // Iceberg's clients, and the drivers and servers behind them, throw all kinds.
            throw new GranaryException(ErrorCode.UNAVAILABLE, cannot(verb) + e.getMessage(), e);
        }
    }

    private GranaryException refused(String verb, String reason) {
        return new GranaryException(ErrorCode.FAILED_PRECONDITION, cannot(verb) + reason);
    }

    private String cannot(String verb) {
        return "Cannot " + verb + " Iceberg table " + name + ": ";
    }

    /** Something that a catalog or its files may fail to do. */
    @FunctionalInterface
    private interface Work<T> {

        T run() throws IOException;
    }
}
