package io.granary.core.definition;

import io.granary.core.type.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table at rest.
 *
 * @param path a file or folder; relative paths start at the repository's folder; or the {@link ObjectAddress} of one
 * @param eventTimestamp the column that says when a row became true; null for a static table, true since the epoch
 * @param createdTimestamp the column that says when a row was written; null when the table does not know
 * @param schema the columns, or null when they are read from the file
 * @param expectations what its rows, and the table, should be like
 */
public record BatchSource(
        String name,
        Format format,
        String path,
        @Nullable String eventTimestamp,
        @Nullable String createdTimestamp,
        @Nullable List<Column> schema,
        List<Expectation> expectations,
        Metadata metadata)
        implements DataSource {

    /** How the table is stored. */
    public enum Format {
        PARQUET,
        CSV,
        ICEBERG
    }

    public BatchSource {
        schema = schema == null ? null : List.copyOf(schema);
        expectations = List.copyOf(expectations);
    }

    /** A table of which nothing is expected. */
    public BatchSource(
            String name,
            Format format,
            String path,
            @Nullable String eventTimestamp,
            @Nullable String createdTimestamp,
            @Nullable List<Column> schema,
            Metadata metadata) {
        this(name, format, path, eventTimestamp, createdTimestamp, schema, List.of(), metadata);
    }

    /** Where its files are in an object store; null when they are in folders, or the table is a catalog's. */
    public @Nullable ObjectAddress address() {
        return format != Format.ICEBERG && ObjectAddress.isAddress(path) ? ObjectAddress.parse(path) : null;
    }

    /** Whether it is one Parquet file, or a folder of them, on disk. */
    public boolean isParquetOnDisk() {
        return format == Format.PARQUET && address() == null;
    }

    @Override
    public Kind kind() {
        return Kind.BATCH_SOURCE;
    }
}
