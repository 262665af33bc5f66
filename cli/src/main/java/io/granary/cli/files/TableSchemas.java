package io.granary.cli.files;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.type.Column;
import io.granary.registry.server.validation.SchemaReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the columns of batch sources from the tables themselves: Parquet files, and where they are known, Iceberg tables and objects. */
final class TableSchemas implements SchemaReader {

    private final ParquetSchemas files;
    private final TableStores stores;

    TableSchemas(Path repository, TableStores stores) {
        this.files = new ParquetSchemas(repository);
        this.stores = stores;
    }

    @Override
    public @Nullable List<Column> columns(BatchSource source) {
        if (source.format() == BatchSource.Format.ICEBERG) {
            return stores.catalogs().isEmpty() ? null : stores.catalogs().columns(source.path());
        }
        ObjectAddress address = source.address();
        return address == null ? files.columns(source) : columns(source, address);
    }

    private @Nullable List<Column> columns(BatchSource source, ObjectAddress address) {
        return source.format() == BatchSource.Format.CSV || stores.objects().isEmpty()
                ? null
                : files.columns(stores.objects().outlined(stores.objects().find(address)));
    }
}
