package io.granary.cli;

import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.ObjectAddress;
import io.granary.iceberg.IcebergCatalogs;
import io.granary.iceberg.SnapshotChoice;
import io.granary.iceberg.SnapshotChooser;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which snapshots of Iceberg tables a training set is made of. */
final class SnapshotOptions {

    @Option(
            names = "--snapshot",
            paramLabel = "SOURCE=ID|TIME",
            description = "The snapshot of a source that is an Iceberg table: its id, or a moment at which it was the"
                    + " newest. Repeatable (default: the newest).")
    private Map<String, String> sources = Map.of();

    @Option(
            names = "--entities-snapshot",
            paramLabel = "ID|TIME",
            description = "The same of an entity frame that is an Iceberg table (default: the newest).")
    private @Nullable String frame;

    /** Tells a request which rows it is for: files, objects, or with {@code iceberg:} before its name, a table. */
    void addEntities(TrainingSetRequest.Builder request, String entities, IcebergCatalogs catalogs) {
        TableArgument table = TableArgument.parse(Path.of(entities));
        if (table != null) {
            request.entities(catalogs.snapshot(table.table(), choice(table)));
            return;
        }
        if (frame != null) {
            throw GranaryException.invalid("--entities-snapshot", frame, "--entities iceberg:CATALOG.TABLE with it");
        }
        if (ObjectAddress.isAddress(entities)) {
            request.entities(ObjectAddress.parse(entities));
        } else {
            request.entities(Path.of(entities));
        }
    }

    private SnapshotChoice choice(TableArgument table) {
        if (frame == null) {
            return table.choice();
        }
        if (table.snapshot() != null) {
            throw GranaryException.invalid(
                    "--entities-snapshot", frame, "one snapshot, not @" + table.snapshot() + " too");
        }
        return SnapshotChoice.parse("--entities-snapshot", frame);
    }

    /**
     * The request with the snapshots that are asked for, and of other tables the newest.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming a source that the set does not read, or that is no table
     */
    TrainingSetRequest choose(TrainingSetRequest request, IcebergCatalogs catalogs) {
        Map<String, BatchSource> tables = new TreeMap<>();
        SourceAtRest.versioned(request.revision(), TrainingSetPlan.of(request).views())
                .forEach(table -> tables.put(table.name(), table));
        Map<String, ListedTable> chosen = new HashMap<>();
        sources.forEach((source, text) -> {
            BatchSource table = tables.get(source);
            if (table == null) {
                throw GranaryException.invalid(
                        "--snapshot", source, "one of the Iceberg tables that the set reads, " + tables.keySet());
            }
            chosen.put(source, catalogs.snapshot(table.path(), SnapshotChoice.parse("--snapshot " + source, text)));
        });
        return new SnapshotChooser(catalogs).choose(request.withSnapshots(chosen));
    }
}
