package io.granary.registry.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.client.RevisionJson;
import io.granary.registry.client.RevisionSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Revisions in a SQL database; the primary key (project, number) decides who wins. */
public final class SqlRevisionStore implements RevisionStore {

    private static final int POOL_SIZE = 4;

    private final HikariDataSource connections;
    private final Jdbi jdbi;
    private final String identity;

    private SqlRevisionStore(HikariDataSource connections, Jdbi jdbi, String identity) {
        this.connections = connections;
        this.jdbi = jdbi;
        this.identity = identity;
    }

    /** Opens a SQLite file, which is made when it is not there, and brings its tables up to date. */
    public static SqlRevisionStore openSqlite(Path file) {
        return open("jdbc:sqlite:" + file.toAbsolutePath() + "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000");
    }

    private static SqlRevisionStore open(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName("granary-registry");
        config.setMaximumPoolSize(POOL_SIZE);
        HikariDataSource connections = new HikariDataSource(config);
        try {
            Flyway.configure()
                    .dataSource(connections)
                    .locations("classpath:io/granary/registry/server/store/migrations")
                    .load()
                    .migrate();
            Jdbi jdbi = Jdbi.create(connections);
            return new SqlRevisionStore(connections, jdbi, jdbi.inTransaction(SqlRevisionStore::loadIdentity));
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public List<String> projects() {
        return jdbi.withHandle(handle -> handle.createQuery("select distinct project from revision order by project")
                .mapTo(String.class)
                .list());
    }

    @Override
    public @Nullable Revision findLatest(String project) {
        int number = latestNumber(project);
        return number == 0 ? null : find(project, number);
    }

    @Override
    public int latestNumber(String project) {
        return jdbi.withHandle(handle -> latestNumber(handle, project));
    }

    @Override
    public @Nullable Revision find(String project, int number) {
        List<String> bodies = jdbi.withHandle(
                handle -> handle.createQuery("select body from revision where project = :project and number = :number")
                        .bind("project", project)
                        .bind("number", number)
                        .mapTo(String.class)
                        .list());
        return bodies.isEmpty() ? null : RevisionJson.decode(bodies.get(0).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<RevisionSummary> history(String project) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select number, author, created_at, message, added, changed, removed"
                                + " from revision where project = :project order by number desc")
                        .bind("project", project)
                        .map(SqlRevisionStore::summary)
                        .list());
    }

    @Override
    public void append(Revision revision, ChangeCounts counts) {
        try {
            int inserted = jdbi.withHandle(handle -> insert(handle, revision, counts));
            if (inserted == 0) {
                throw conflict(revision);
            }
        } catch (UnableToExecuteStatementException e) {
            if (latestNumber(revision.project()) >= revision.number()) {
                throw conflict(revision);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private ConflictException conflict(Revision revision) {
        return new ConflictException(revision.project(), revision.number() - 1, latestNumber(revision.project()));
    }

    private static int insert(Handle handle, Revision revision, ChangeCounts counts) {
        return handle.createUpdate(
                        "insert into revision (project, number, author, created_at, message, added, changed, removed, body)"
                                + " select :project, :number, :author, :createdAt, :message, :added, :changed, :removed, :body"
                                + " where :base = (select coalesce(max(number), 0) from revision where project = :project)")
                .bind("project", revision.project())
                .bind("number", revision.number())
                .bind("base", revision.number() - 1)
                .bind("author", revision.author())
                .bind("createdAt", revision.createdAt().toString())
                .bind("message", revision.message())
                .bind("added", counts.added())
                .bind("changed", counts.changed())
                .bind("removed", counts.removed())
                .bind("body", new String(RevisionJson.encode(revision), StandardCharsets.UTF_8))
                .execute();
    }

    private static int latestNumber(Handle handle, String project) {
        return handle.createQuery("select coalesce(max(number), 0) from revision where project = :project")
                .bind("project", project)
                .mapTo(Integer.class)
                .one();
    }

    private static RevisionSummary summary(ResultSet row, StatementContext context) throws SQLException {
        return new RevisionSummary(
                row.getInt("number"),
                row.getString("author"),
                Instant.parse(row.getString("created_at")),
                row.getString("message"),
                new ChangeCounts(row.getInt("added"), row.getInt("changed"), row.getInt("removed")));
    }

    private static String loadIdentity(Handle handle) {
        handle.createUpdate("insert into registry (id, identity) select 1, :identity"
                        + " where not exists (select 1 from registry)")
                .bind("identity", UUID.randomUUID().toString())
                .execute();
        return handle.createQuery("select identity from registry")
                .mapTo(String.class)
                .one();
    }
}
