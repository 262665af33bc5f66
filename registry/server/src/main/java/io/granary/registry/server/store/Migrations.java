package io.granary.registry.server.store;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables of a database up to date, each step in a transaction of its own; one that is up to date may be read-only. */
final class Migrations {

    private static final String OWN = "classpath:io/granary/registry/server/store/migrations/";

    private Migrations() {}

    static void run(DataSource connections, String dialect, List<String> more) {
        List<String> locations = new ArrayList<>(more);
        locations.add(OWN + dialect);
        Flyway flyway = Flyway.configure()
                .dataSource(connections)
                .locations(locations.toArray(String[]::new))
                .load();
        requireKnown(flyway.info().applied());
        if (flyway.info().pending().length > 0) {
            flyway.migrate();
        }
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
