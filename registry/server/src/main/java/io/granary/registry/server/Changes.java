package io.granary.registry.server;

import io.granary.core.definition.Revision;
import io.granary.registry.client.RevisionChanges;
import io.granary.registry.client.RevisionDigest;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells what makes one revision into another. The digest of a project's last revision is kept, as that of the next one
 * takes little more than what differs. Safe for threads.
 */
final class Changes {

    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    RevisionChanges between(Revision first, Revision second) {
        return RevisionChanges.between(first, second, digest(second));
    }

    /** Does the work that the first question about a revision would wait for. */
    void prepare(Revision revision) {
        digest(revision);
    }

    private RevisionDigest digest(Revision revision) {
        return slots.computeIfAbsent(revision.project(), name -> new Slot()).digest(revision);
    }

    /** One project's last digest, which goes when memory is short. Of many who want one at once, one computes it. */
    private static final class Slot {

        private SoftReference<RevisionDigest> reference = new SoftReference<>(null);

        synchronized RevisionDigest digest(Revision revision) {
            RevisionDigest known = reference.get();
            if (known != null && known.number() == revision.number()) {
                return known;
            }
            RevisionDigest computed = RevisionDigest.of(revision, known);
            if (known == null || known.number() < computed.number()) {
                reference = new SoftReference<>(computed);
            }
            return computed;
        }
    }
}
