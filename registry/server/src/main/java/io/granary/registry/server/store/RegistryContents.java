package io.granary.registry.server.store;

import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.registry.client.ChangeCounts;

/** Takes all that a registry keeps: its identity, then of each project the revisions in order, and its rollout. */
public interface RegistryContents {

    /** See {@link RevisionStore#identity()}. */
    void identity(String identity);

    void revision(Revision revision, ChangeCounts counts);

    void rollout(Rollout rollout);
}
