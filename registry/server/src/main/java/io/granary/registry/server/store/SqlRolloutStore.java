package io.granary.registry.server.store;

import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** Rollouts in a SQL database; those who change one queue. */
final class SqlRolloutStore implements RolloutStore {

    private final RegistryDatabase database;

    SqlRolloutStore(RegistryDatabase database) {
        this.database = database;
    }

    @Override
    public Rollout find(String project) {
        return database.read(handle -> upToDate(handle, RolloutTable.load(handle, project)));
    }

    @Override
    public Rollout change(String project, UnaryOperator<Rollout> change) {
        return database.write(project, handle -> change(handle, project, change));
    }

    @Override
    public Map<String, RolloutPosition> positions() {
        return database.read(RolloutTable::positions);
    }

    @Override
    public List<String> projectsWith(GenerationState state) {
        return database.read(handle -> RolloutTable.projectsWith(handle, state));
    }

    /** In a transaction that is alone in the project. */
    static Rollout change(Handle handle, String project, UnaryOperator<Rollout> change) {
        Rollout stored = RolloutTable.load(handle, project);
        Rollout after = change.apply(upToDate(handle, stored));
        if (!after.equals(stored)) {
            RolloutTable.save(handle, stored, after);
        }
        return after;
    }

    /** Follows revisions that a build appended which kept no rollouts. */
    private static Rollout upToDate(Handle handle, Rollout stored) {
        int newest = SqlRevisionStore.latestNumber(handle, stored.project());
        if (newest <= stored.newest()) {
            return stored;
        }
        Revision revision = Objects.requireNonNull(SqlRevisionStore.find(handle, stored.project(), newest), "newest");
        return stored.version() == 0 ? Rollout.upgraded(revision) : stored.next(revision, revision.createdAt());
    }
}
