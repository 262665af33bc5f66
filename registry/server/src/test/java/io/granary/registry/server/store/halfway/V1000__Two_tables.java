package io.granary.registry.server.store.halfway;

import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** Makes two tables; between them it waits for ever, where {@link #STOPS} says so. */
public final class V1000__Two_tables extends BaseJavaMigration {

    /** The system property that stops it half-way. */
    public static final String STOPS = "granary.test.stops-half-way";

    /** What it prints there. */
    public static final String HALF_WAY = "half-way";

    @Override
    public void migrate(Context context) throws Exception {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("create table first_half (id integer)");
            statement.execute("insert into first_half values (1)");
            if (Boolean.getBoolean(STOPS)) {
                System.out.println(HALF_WAY);
                new CountDownLatch(1).await();
            }
            statement.execute("create table second_half (id integer)");
        }
    }
}
