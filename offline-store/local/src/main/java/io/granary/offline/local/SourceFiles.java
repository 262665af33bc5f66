package io.granary.offline.local;

import io.granary.core.definition.BatchSource;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.plan.RepositoryPath;
import io.granary.offline.engine.plan.SourceAtRest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The files of batch sources as tables of DuckDB.
 *
 * @param repository folder at which relative paths start
 * @param pinned by the name of a table, the files that are read of it; of other tables, all there are
 * @param snapshots of tables in catalogs and object stores, by the names of their sources; objects with copies
 */
record SourceFiles(Path repository, Map<String, List<Path>> pinned, Map<String, ListedTable> snapshots) {

    FileTable open(Database database, BatchSource table) {
        FileTables files = new FileTables(database);
        String what = "source '" + table.name() + "'";
        TableSnapshot snapshot = SourceAtRest.snapshot(table, snapshots);
        if (snapshot != null) {
            return new SnapshotTables(database).open(what, snapshot);
        }
        ObjectTable objects = SourceAtRest.objects(table, snapshots);
        Path path = objects == null ? RepositoryPath.resolve(repository, table.path()) : objects.copied();
        List<Path> chosen = objects == null ? pinned.get(table.name()) : objects.copies();
        if (table.format() == BatchSource.Format.PARQUET) {
            return chosen == null ? files.parquet(what, path) : files.parquet(what, path, chosen);
        }
        FileTable text = chosen == null ? files.csv(what, path) : files.csv(what, chosen);
        return table.schema() == null ? inferred(database, text) : text;
    }

    /** The same table with the types that its text is written in. */
    private static FileTable inferred(Database database, FileTable text) {
        Map<String, String> types = new TextTypes(database).infer(text.relation(), text.names());
        List<FileColumn> columns = text.columns().stream()
                .map(column -> new FileColumn(column.name(), types.getOrDefault(column.name(), DuckTypes.TEXT)))
                .toList();
        String relation = "(SELECT "
                + Sql.list(columns, column -> "CAST(" + column.sql() + " AS " + column.type() + ") AS " + column.sql())
                + " FROM " + text.relation() + ")";
        return new FileTable(text.what(), text.read(), relation, columns);
    }
}
