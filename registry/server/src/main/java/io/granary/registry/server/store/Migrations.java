package io.granary.registry.server.store;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables of a database up to date, each step in a transaction of its own; one that is up to date may be read-only. */
final class Migrations {

    private static final String OWN = "classpath:io/granary/registry/server/store/migrations/";

    private Migrations() {}

    static void run(DataSource connections, String dialect, List<String> more) {
        Flyway flyway = flyway(connections, dialect, more);
        requireKnown(flyway.info().applied());
        if (flyway.info().pending().length > 0) {
            flyway.migrate();
        }
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when the tables are not exactly those of this build */
    static void requireUpToDate(DataSource connections, String dialect) {
        MigrationInfoService info = flyway(connections, dialect, List.of()).info();
        requireKnown(info.applied());
        if (info.pending().length > 0) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read the registry's database: "
                            + (info.applied().length == 0
                                    ? "it has no tables of a registry"
                                    : "an older build has made its tables; use that build, or start this one on it first"));
        }
    }

    private static Flyway flyway(DataSource connections, String dialect, List<String> more) {
        List<String> locations = new ArrayList<>(more);
        locations.add(OWN + dialect);
        return Flyway.configure()
                .dataSource(connections)
                .locations(locations.toArray(String[]::new))
                .load();
    }

    private static void requireKnown(MigrationInfo[] applied) {
        for (MigrationInfo migration : applied) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new GranaryException(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot open the registry's database: a newer build has changed its tables (version "
                                + migration.getVersion() + ", '" + migration.getDescription() + "'); use that build");
            }
        }
    }
}
