package io.granary.registry.server;

import static java.util.Objects.requireNonNull;

import io.granary.http.HttpConfig;
import java.nio.file.Path;

/**
 * Where a registry listens and keeps its revisions; the module's README has the table of keys.
 *
 * @param database the SQLite file; its folder has to exist
 */
public record RegistryConfig(HttpConfig http, Path database) {

    public static final int DEFAULT_PORT = 6570;

    public RegistryConfig {
        requireNonNull(http, "http");
        requireNonNull(database, "database");
    }

    /** The defaults, with the database in a given file. */
    public static RegistryConfig of(Path database) {
        return new RegistryConfig(HttpConfig.onPort(DEFAULT_PORT), database);
    }
}
