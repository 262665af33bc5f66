package io.granary.cli.files;

import io.granary.core.definition.BatchSource;
import io.granary.core.type.Column;
import io.granary.iceberg.IcebergCatalogs;
import io.granary.registry.server.validation.SchemaReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the columns of batch sources from the tables themselves: Parquet files, and Iceberg tables where catalogs are known. */
final class TableSchemas implements SchemaReader {

    private final SchemaReader files;
    private final IcebergCatalogs catalogs;

    TableSchemas(Path repository, IcebergCatalogs catalogs) {
        this.files = new ParquetSchemas(repository);
        this.catalogs = catalogs;
    }

    @Override
    public @Nullable List<Column> columns(BatchSource source) {
        if (source.format() != BatchSource.Format.ICEBERG) {
            return files.columns(source);
        }
        return catalogs.isEmpty() ? null : catalogs.columns(source.path());
    }
}
