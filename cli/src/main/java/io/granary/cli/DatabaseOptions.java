package io.granary.cli;

import io.granary.registry.server.store.DatabaseConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a registry keeps its revisions. */
final class DatabaseOptions {

    @Option(
            names = "--database",
            paramLabel = "DATABASE",
            defaultValue = "granary-registry.db",
            description = "A SQLite file, or jdbc:postgresql://HOST:PORT/NAME (default: ${DEFAULT-VALUE}).")
    private String location;

    @Option(names = "--database-user", paramLabel = "USER", description = "The user of PostgreSQL.")
    private @Nullable String user;

    @Option(
            names = "--database-password",
            paramLabel = "SECRET",
            converter = Secret.Reference.class,
            description = "The user's password, as $${env:NAME} or $${file:PATH}.")
    private @Nullable Secret password;

    DatabaseConfig config() {
        String place = location.startsWith("jdbc:") ? location : absolute(location);
        return new DatabaseConfig(place, user, password == null ? null : password.value());
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().normalize().toString();
    }
}
