package io.granary.registry.server.store;

import io.granary.core.definition.Revision;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.client.RevisionJson;
import io.granary.registry.client.RevisionSummary;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Revisions in a SQL database; writers of a project queue, and the primary key (project, number) would decide anyway. */
final class SqlRevisionStore implements RevisionStore {

    private final RegistryDatabase database;
    private final String identity;

    SqlRevisionStore(RegistryDatabase database, String identity) {
        this.database = database;
        this.identity = identity;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public List<String> projects() {
        return database.read(handle -> handle.createQuery("select distinct project from revision order by project")
                .mapTo(String.class)
                .list());
    }

    @Override
    public @Nullable Revision findLatest(String project) {
        return decode(database.read(handle -> handle.createQuery(
                        "select body from revision where project = :project order by number desc limit 1")
                .bind("project", project)
                .mapTo(String.class)
                .list()));
    }

    @Override
    public int latestNumber(String project) {
        return database.read(handle -> latestNumber(handle, project));
    }

    @Override
    public @Nullable Revision find(String project, int number) {
        return decode(database.read(handle -> findBody(handle, project, number)));
    }

    @Override
    public List<RevisionSummary> history(String project, int before, int limit) {
        return database.read(
                handle -> handle.createQuery("select number, author, created_at, message, added, changed, removed"
                                + " from revision where project = :project and number < :before"
                                + " order by number desc limit :limit")
                        .bind("project", project)
                        .bind("before", before)
                        .bind("limit", limit)
                        .map(SqlRevisionStore::summary)
                        .list());
    }

    @Override
    public void append(Revision revision, ChangeCounts counts) {
        String body = new String(RevisionJson.encode(revision), StandardCharsets.UTF_8);
        database.<@Nullable Void>write(revision.project(), handle -> {
            SqlRolloutStore.change(handle, revision.project(), rollout -> {
                requireNext(handle, revision);
                insert(handle, revision, counts, body);
                return rollout.next(revision, revision.createdAt());
            });
            return null;
        });
    }

    static @Nullable Revision find(Handle handle, String project, int number) {
        return decode(findBody(handle, project, number));
    }

    private static List<String> findBody(Handle handle, String project, int number) {
        return handle.createQuery("select body from revision where project = :project and number = :number")
                .bind("project", project)
                .bind("number", number)
                .mapTo(String.class)
                .list();
    }

    static int latestNumber(Handle handle, String project) {
        return handle.createQuery("select coalesce(max(number), 0) from revision where project = :project")
                .bind("project", project)
                .mapTo(Integer.class)
                .one();
    }

    private static void requireNext(Handle handle, Revision revision) {
        int newest = latestNumber(handle, revision.project());
        if (newest != revision.number() - 1) {
            throw new ConflictException(revision.project(), revision.number() - 1, newest);
        }
    }

    static void insert(Handle handle, Revision revision, ChangeCounts counts, String body) {
        handle.createUpdate(
                        "insert into revision (project, number, author, created_at, message, added, changed, removed, body)"
                                + " values (:project, :number, :author, :createdAt, :message, :added, :changed, :removed, :body)")
                .bind("project", revision.project())
                .bind("number", revision.number())
                .bind("author", revision.author())
                .bind("createdAt", revision.createdAt().toString())
                .bind("message", revision.message())
                .bind("added", counts.added())
                .bind("changed", counts.changed())
                .bind("removed", counts.removed())
                .bind("body", body)
                .execute();
    }

    private static @Nullable Revision decode(List<String> bodies) {
        return bodies.isEmpty() ? null : RevisionJson.decode(bodies.get(0).getBytes(StandardCharsets.UTF_8));
    }

    private static RevisionSummary summary(ResultSet row, StatementContext context) throws SQLException {
        return new RevisionSummary(
                row.getInt("number"),
                row.getString("author"),
                Instant.parse(row.getString("created_at")),
                row.getString("message"),
                new ChangeCounts(row.getInt("added"), row.getInt("changed"), row.getInt("removed")));
    }
}
