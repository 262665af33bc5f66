package io.granary.offline.local;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.ReadFiles;
import io.granary.offline.engine.SnapshotColumn;
import io.granary.offline.engine.TableSnapshot;
import java.util.ArrayList;
import java.util.List;

/** Opens snapshots of tables: columns are found in files by their ids, and are null in files that are older than they. */
final class SnapshotTables {

    private final Database database;

    SnapshotTables(Database database) {
        this.database = database;
    }

    /**
     * Every column that can be read.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when a file does not say the ids of its columns
     */
    FileTable open(String what, TableSnapshot snapshot) {
        FileTables.requireDistinct(
                what, snapshot.columns().stream().map(SnapshotColumn::name).toList());
        if (snapshot.files().isEmpty()) {
            String nothing = Sql.list(
                    snapshot.columns(),
                    column ->
                            "CAST(NULL AS " + DuckTypes.fromIceberg(column.type()) + ") AS " + Sql.name(column.name()));
            return table(what, snapshot, "(SELECT " + nothing + " WHERE false)");
        }
        snapshot.files().forEach(file -> FileTables.requireNoWildcard(what, file));
        requireIds(what, snapshot);
        String columns = Sql.list(
                snapshot.columns(),
                column -> column.id() + ": {name: " + Sql.text(column.name()) + ", type: "
                        + Sql.text(DuckTypes.fromIceberg(column.type())) + ", default_value: NULL}");
        return table(
                what,
                snapshot,
                "read_parquet(" + FileTables.names(snapshot.files()) + ", hive_partitioning = false, schema = MAP {"
                        + columns + "})");
    }

    /** Without ids, every column would be null. */
    private void requireIds(String what, TableSnapshot snapshot) {
        List<String> nameless = new ArrayList<>();
        database.stream(
                "SELECT file_name FROM parquet_schema(" + FileTables.names(snapshot.files())
                        + ") GROUP BY file_name HAVING count(field_id) = 0 ORDER BY file_name LIMIT 1",
                row -> nameless.add(row.getString(1)));
        if (!nameless.isEmpty()) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read " + what + ": " + nameless.get(0) + " of table "
                            + snapshot.version().table()
                            + " has no field ids, as files that were imported; rewrite it");
        }
    }

    private static FileTable table(String what, TableSnapshot snapshot, String relation) {
        List<FileColumn> columns = snapshot.columns().stream()
                .map(column -> new FileColumn(column.name(), DuckTypes.fromIceberg(column.type())))
                .toList();
        return new FileTable(what, ReadFiles.of(snapshot.files()), relation, columns);
    }
}
