package io.granary.iceberg;

import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;

/** A catalog that answers. */
interface OpenCatalog extends AutoCloseable {

    /** @throws org.apache.iceberg.exceptions.NoSuchTableException when it has no such table */
    Table load(TableIdentifier table);

    @Override
    void close();
}
