package io.granary.registry.server;

import static java.util.Objects.requireNonNull;

import io.granary.http.HttpConfig;
import io.granary.registry.server.rollout.RolloutConfig;
import io.granary.registry.server.store.DatabaseConfig;
import java.nio.file.Path;

/** Where a registry listens, keeps its revisions and how it rolls them out; the module's README has the table of keys. */
public record RegistryConfig(HttpConfig http, DatabaseConfig database, RolloutConfig rollout) {

    public static final int DEFAULT_PORT = 6570;

    public RegistryConfig {
        requireNonNull(http, "http");
        requireNonNull(database, "database");
        requireNonNull(rollout, "rollout");
    }

    /** The defaults of rolling out. */
    public RegistryConfig(HttpConfig http, DatabaseConfig database) {
        this(http, database, RolloutConfig.DEFAULT);
    }

    /** A registry that is kept in a SQLite file, whose folder has to exist. */
    public RegistryConfig(HttpConfig http, Path database) {
        this(http, DatabaseConfig.sqlite(database));
    }

    public RegistryConfig with(RolloutConfig newRollout) {
        return new RegistryConfig(http, database, newRollout);
    }
}
