package io.granary.iceberg;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SessionCatalog.SessionContext;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.HTTPClient;
import org.apache.iceberg.rest.RESTSessionCatalog;
import org.apache.iceberg.rest.RESTUtil;
import org.apache.iceberg.rest.auth.OAuth2Properties;
import org.jspecify.annotations.Nullable;

/** A catalog behind one of Iceberg's own clients, which are told how files are read, whatever the catalog asks for. */
final class ClientCatalog implements OpenCatalog {

    private final Catalog tables;
    private final Closeable client;

    private ClientCatalog(Catalog tables, Closeable client) {
        this.tables = tables;
        this.client = client;
    }

    /** Does not make the catalog's own tables in the database: where they are missing, this is none. */
    static ClientCatalog open(CatalogConfig.Jdbc config, LocalFileIO files) {
        Map<String, String> properties = new HashMap<>(Map.of(
                CatalogProperties.URI, config.uri(),
                CatalogProperties.WAREHOUSE_LOCATION, config.files().toString()));
        put(properties, JdbcCatalog.PROPERTY_PREFIX + "user", config.user());
        put(properties, JdbcCatalog.PROPERTY_PREFIX + "password", config.password());
        JdbcCatalog catalog = new JdbcCatalog(any -> files, null, false);
        catalog.initialize(config.catalog(), properties);
        return new ClientCatalog(catalog, catalog);
    }

    static ClientCatalog open(String name, CatalogConfig.Rest config, LocalFileIO files) {
        Map<String, String> properties =
                new HashMap<>(Map.of(CatalogProperties.URI, config.uri().toString()));
        put(properties, CatalogProperties.WAREHOUSE_LOCATION, config.warehouse());
        put(properties, OAuth2Properties.TOKEN, config.token());
        put(properties, OAuth2Properties.CREDENTIAL, config.credential());
        RESTSessionCatalog catalog = new RESTSessionCatalog(
                all -> HTTPClient.builder(all)
                        .uri(all.get(CatalogProperties.URI))
                        .withHeaders(RESTUtil.configHeaders(all))
                        .build(),
                (context, all) -> files);
        catalog.initialize(name, properties);
        return new ClientCatalog(catalog.asCatalog(SessionContext.createEmpty()), catalog);
    }

    private static void put(Map<String, String> properties, String key, @Nullable String value) {
        if (value != null) {
            properties.put(key, value);
        }
    }

    @Override
    public Table load(TableIdentifier table) {
        return tables.loadTable(table);
    }

    @Override
    public Transaction create(TableIdentifier table, Schema schema) {
        return tables.buildTable(table, schema).createTransaction();
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
