package io.granary.iceberg;

import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;

/** Tables as Iceberg's Hadoop catalog lays them out: {@code warehouse/namespace/table/metadata/v7.metadata.json}. */
final class FolderCatalog implements OpenCatalog {

    private final Path warehouse;
    private final LocalFileIO files;

    FolderCatalog(Path warehouse, LocalFileIO files) {
        this.warehouse = warehouse;
        this.files = files;
    }

    /** Where a table is, in catalogs that choose the place by its name. */
    static Path folder(Path warehouse, TableIdentifier table) {
        Path folder = warehouse;
        for (String level : table.namespace().levels()) {
            folder = folder.resolve(level);
        }
        return folder.resolve(table.name());
    }

    @Override
    public Table load(TableIdentifier table) {
        FolderOperations operations = operations(table);
        if (operations.current() == null) {
            throw new NoSuchTableException("there is no table in %s", folder(warehouse, table));
        }
        return new BaseTable(operations, table.toString());
    }

    @Override
    public Transaction create(TableIdentifier table, Schema schema) {
        FolderOperations operations = operations(table);
        if (operations.current() != null) {
            throw new AlreadyExistsException("there is a table in %s", folder(warehouse, table));
        }
        return Transactions.createTableTransaction(
                table.toString(),
                operations,
                TableMetadata.newTableMetadata(
                        schema,
                        PartitionSpec.unpartitioned(),
                        folder(warehouse, table).toString(),
                        Map.of()));
    }

    private FolderOperations operations(TableIdentifier table) {
        return new FolderOperations(folder(warehouse, table), files);
    }

    @Override
    public void close() {}
}
