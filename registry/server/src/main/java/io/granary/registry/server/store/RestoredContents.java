package io.granary.registry.server.store;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.client.RevisionJson;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Handle;

/** Writes what it takes to a database that has no revision yet, in the caller's transaction. */
record RestoredContents(Handle handle) implements RegistryContents {

    /** @throws GranaryException (FAILED_PRECONDITION) when the database has revisions */
    static RestoredContents intoEmpty(Handle handle) {
        int projects = handle.createQuery("select count(distinct project) from revision")
                .mapTo(Integer.class)
                .one();
        if (projects > 0) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot restore into this database: it has revisions of " + projects
                            + " projects already; restore into an empty one");
        }
        return new RestoredContents(handle);
    }

    @Override
    public void identity(String identity) {
        handle.createUpdate("update registry set identity = :identity")
                .bind("identity", identity)
                .execute();
    }

    @Override
    public void revision(Revision revision, ChangeCounts counts) {
        String body = new String(RevisionJson.encode(revision), StandardCharsets.UTF_8);
        SqlRevisionStore.insert(handle, revision, counts, body);
    }

    @Override
    public void rollout(Rollout rollout) {
        RolloutTable.save(handle, Rollout.none(rollout.project()), rollout);
    }
}
