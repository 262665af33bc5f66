package io.granary.cli.files;

import io.granary.iceberg.IcebergCatalogs;
import io.granary.offline.engine.process.ObjectStores;
import io.granary.offline.engine.process.ObjectStoresConfig;
import java.util.Map;

/** Where tables are that are no files here: catalogs and object stores. Whoever opens them closes them. */
public record TableStores(IcebergCatalogs catalogs, ObjectStores objects) implements AutoCloseable {

    /** Nowhere: the columns of such tables are not known. */
    public static TableStores none() {
        return new TableStores(new IcebergCatalogs(Map.of()), new ObjectStores(ObjectStoresConfig.NONE));
    }

    @Override
    public void close() {
        catalogs.close();
        objects.close();
    }
}
