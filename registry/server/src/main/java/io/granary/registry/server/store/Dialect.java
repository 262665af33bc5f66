package io.granary.registry.server.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** What differs between the databases that a registry can be kept in. */
interface Dialect {

    /** Folder of its migrations. */
    String name();

    /** How to connect. */
    HikariConfig connections();

    /** NOT_FOUND when it is known without connecting that there is no database. */
    void requireExists();

    /** Keeps requests from waiting for ever; migrations may take as long as they need. */
    void limitWaits(HikariConfig connections);

    /** Runs migrations while no other process does. */
    void migrate(Runnable migrations);

    /** Keeps other writers of a project away until the transaction ends. */
    void lockProject(Handle handle, String project);

    /** Keeps all other writers of revisions away until the transaction ends. */
    void lockRevisions(Handle handle);

    /** Whether a failure is our mistake, not a state of the database that can pass. */
    boolean isMistake(SQLException failure);
}
