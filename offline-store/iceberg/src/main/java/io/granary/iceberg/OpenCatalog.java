package io.granary.iceberg;

import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.TableIdentifier;

/** A catalog that answers. */
interface OpenCatalog extends AutoCloseable {

    /** @throws org.apache.iceberg.exceptions.NoSuchTableException when it has no such table */
    Table load(TableIdentifier table);

    /**
     * Begins to make a table, without partitions, which is there once the transaction commits.
     *
     * @throws org.apache.iceberg.exceptions.AlreadyExistsException when it is there
     */
    Transaction create(TableIdentifier table, Schema schema);

    @Override
    void close();
}
