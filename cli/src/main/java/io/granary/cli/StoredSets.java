package io.granary.cli;

import io.granary.core.GranaryException;
import io.granary.iceberg.IcebergCatalogs;
import io.granary.iceberg.StoredSet;
import java.nio.file.Path;
import java.util.List;

/** Finds training sets where a command is told that they are: in a folder, or in the snapshots of an Iceberg table. */
final class StoredSets {

    static final String PLACE = "A training set's folder, or iceberg:CATALOG.TABLE[@ID|@TIME].";

    private StoredSets() {}

    /** @throws GranaryException (INVALID_ARGUMENT or FAILED_PRECONDITION) when there is no set */
    static TrainingSetFolder read(Path place, IcebergOptions iceberg) {
        TableArgument table = TableArgument.parse(place);
        if (table == null) {
            return TrainingSetFolder.read(place);
        }
        try (IcebergCatalogs catalogs = iceberg.open()) {
            return folder(catalogs.sets(table.table()).set(table.choice()));
        }
    }

    /** Those in a folder, or all that a table still has. */
    static List<TrainingSetFolder> list(Path place, IcebergOptions iceberg) {
        TableArgument table = TableArgument.parse(place);
        if (table == null) {
            return TrainingSetFolder.list(place.toAbsolutePath().normalize());
        }
        try (IcebergCatalogs catalogs = iceberg.open()) {
            return catalogs.sets(table.table()).sets().stream()
                    .map(StoredSets::folder)
                    .toList();
        }
    }

    private static TrainingSetFolder folder(StoredSet set) {
        return new TrainingSetFolder(set.folder(), set.manifest());
    }
}
