package io.granary.registry.server.backup;

import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.server.store.RegistryContents;
import io.granary.registry.server.validation.Names;
import java.util.Map;
import java.util.TreeMap;

/** Refuses contents that no registry has: a gap among revisions, a rollout of others. Passes the rest on. */
final class CheckedContents implements RegistryContents {

    private final RegistryContents contents;
    private final Map<String, Integer> newest = new TreeMap<>();
    private int revisions;

    CheckedContents(RegistryContents contents) {
        this.contents = contents;
    }

    @Override
    public void identity(String identity) {
        if (identity.isEmpty() || identity.length() > 36) {
            throw GranaryException.invalid("identity", identity, "1 to 36 characters");
        }
        contents.identity(identity);
    }

    @Override
    public void revision(Revision revision, ChangeCounts counts) {
        int expected = newest.getOrDefault(Names.requireProject(revision.project()), 0) + 1;
        if (revision.number() != expected) {
            throw GranaryException.invalid("revision of " + revision.project(), revision.number(), "" + expected);
        }
        contents.revision(revision, counts);
        newest.put(revision.project(), expected);
        revisions++;
    }

    @Override
    public void rollout(Rollout rollout) {
        int last = newest.getOrDefault(rollout.project(), 0);
        if (rollout.newest() != last || rollout.live() > last || rollout.live() < 1) {
            throw GranaryException.invalid(
                    "rollout of " + rollout.project(),
                    "newest " + rollout.newest() + ", live " + rollout.live(),
                    "newest " + last + ", live from 1 to that");
        }
        contents.rollout(rollout);
    }

    /** Number of revisions by project. */
    Map<String, Integer> projects() {
        return newest;
    }

    void requireRevisions(int count) {
        if (count != revisions) {
            throw GranaryException.invalid("revisions", revisions, String.valueOf(count));
        }
    }
}
