package io.granary.registry.server.store;

import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The tables that hold rollouts. */
final class RolloutTable {

    private RolloutTable() {}

    /** What the tables hold, by one statement so that its parts fit together; {@link Rollout#none} when nothing. */
    static Rollout load(Handle handle, String project) {
        return handle.createQuery("select r.version, r.newest, r.live, g.view_name, g.generation, g.state, g.since,"
                        + " g.first_revision, g.last_revision"
                        + " from rollout r left join view_generation g on g.project = r.project"
                        + " where r.project = :project")
                .bind("project", project)
                .scanResultSet((rows, context) -> read(project, rows.get()));
    }

    private static Rollout read(String project, ResultSet rows) throws SQLException {
        Map<String, ViewGeneration> generations = new TreeMap<>();
        Rollout rollout = Rollout.none(project);
        while (rows.next()) {
            if (rows.getString("view_name") != null) {
                ViewGeneration generation = readGeneration(rows);
                generations.put(generation.field(), generation);
            }
            rollout =
                    new Rollout(project, rows.getInt("version"), rows.getInt("newest"), rows.getInt("live"), Map.of());
        }
        return new Rollout(project, rollout.version(), rollout.newest(), rollout.live(), generations);
    }

    private static ViewGeneration readGeneration(ResultSet row) throws SQLException {
        return new ViewGeneration(
                row.getString("view_name"),
                row.getString("generation"),
                GenerationState.valueOf(row.getString("state")),
                Instant.parse(row.getString("since")),
                row.getInt("first_revision"),
                row.getInt("last_revision"));
    }

    /** @param stored what the tables hold now */
    static void save(Handle handle, Rollout stored, Rollout after) {
        handle.createUpdate("insert into rollout (project, version, newest, live)"
                        + " values (:project, :version, :newest, :live)"
                        + " on conflict (project) do update set version = excluded.version,"
                        + " newest = excluded.newest, live = excluded.live")
                .bind("project", after.project())
                .bind("version", after.version())
                .bind("newest", after.newest())
                .bind("live", after.live())
                .execute();
        delete(handle, after.project(), without(stored, after));
        write(handle, after.project(), changed(stored, after));
    }

    private static List<ViewGeneration> without(Rollout stored, Rollout after) {
        return stored.generations().values().stream()
                .filter(generation -> !after.generations().containsKey(generation.field()))
                .toList();
    }

    private static List<ViewGeneration> changed(Rollout stored, Rollout after) {
        return after.generations().values().stream()
                .filter(generation -> !generation.equals(stored.generations().get(generation.field())))
                .toList();
    }

    private static void delete(Handle handle, String project, List<ViewGeneration> gone) {
        PreparedBatch batch = handle.prepareBatch("delete from view_generation"
                + " where project = :project and view_name = :view and generation = :generation");
        for (ViewGeneration generation : gone) {
            batch.bind("project", project)
                    .bind("view", generation.view())
                    .bind("generation", generation.generation())
                    .add();
        }
        batch.execute();
    }

    private static void write(Handle handle, String project, List<ViewGeneration> generations) {
        PreparedBatch batch = handle.prepareBatch("insert into view_generation"
                + " (project, view_name, generation, state, since, first_revision, last_revision)"
                + " values (:project, :view, :generation, :state, :since, :first, :last)"
                + " on conflict (project, view_name, generation) do update set state = excluded.state,"
                + " since = excluded.since, first_revision = excluded.first_revision,"
                + " last_revision = excluded.last_revision");
        for (ViewGeneration generation : generations) {
            batch.bind("project", project)
                    .bind("view", generation.view())
                    .bind("generation", generation.generation())
                    .bind("state", generation.state().name())
                    .bind("since", generation.since().toString())
                    .bind("first", generation.firstRevision())
                    .bind("last", generation.lastRevision())
                    .add();
        }
        batch.execute();
    }

    static Map<String, RolloutPosition> positions(Handle handle) {
        Map<String, RolloutPosition> positions = new HashMap<>();
        handle.createQuery("select project, version, newest, live from rollout")
                .map((row, context) -> positions.put(
                        row.getString("project"),
                        new RolloutPosition(row.getInt("version"), row.getInt("newest"), row.getInt("live"))))
                .list();
        return positions;
    }

    static List<String> projectsWith(Handle handle, GenerationState state) {
        return handle.createQuery("select distinct project from view_generation where state = :state order by project")
                .bind("state", state.name())
                .mapTo(String.class)
                .list();
    }
}
