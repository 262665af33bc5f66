package io.granary.registry.server.store;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database of a registry: a SQLite file, or a PostgreSQL database.
 *
 * @param location path of the file, or {@code jdbc:postgresql://host:port/database}, without a password
 * @param user of PostgreSQL; null: the driver's default
 * @param password of that user, never printed; null: none
 */
public record DatabaseConfig(
        String location, @Nullable String user, @Nullable String password) {

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Pattern HOLDS_PASSWORD = Pattern.compile("(?i)[?&][^=&]*password=|//[^/?]*@");

    public DatabaseConfig {
        requireNonNull(location, "location");
        if (HOLDS_PASSWORD.matcher(location).find() && location.startsWith("jdbc:")) {
            throw GranaryException.invalid(
                    "registry.database",
                    POSTGRESQL + "...",
                    "no user and password in the URL; they have keys of their own");
        }
        if (location.startsWith("jdbc:") && !location.startsWith(POSTGRESQL)) {
            throw GranaryException.invalid(
                    "registry.database", location, "a SQLite file or " + POSTGRESQL + "//host:port/database");
        }
        if (!location.startsWith(POSTGRESQL) && (user != null || password != null)) {
            throw GranaryException.invalid(
                    "registry.database", location, POSTGRESQL + "//..., as a user or password is given");
        }
    }

    /** A SQLite file, which is made when it is not there; its folder has to exist. */
    public static DatabaseConfig sqlite(Path file) {
        return new DatabaseConfig(file.toAbsolutePath().normalize().toString(), null, null);
    }

    /** Where the database is, for people. */
    @Override
    public String toString() {
        return location;
    }

    Dialect dialect() {
        return location.startsWith(POSTGRESQL)
                ? new PostgresDialect(this)
                : SqliteDialect.of(Path.of(location).toAbsolutePath().normalize());
    }
}
