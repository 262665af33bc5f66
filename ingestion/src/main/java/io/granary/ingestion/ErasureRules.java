package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Entity;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ProjectRollout;

/** When an entity can be told by its join keys alone, in every revision that is in use. */
final class ErasureRules {

    private ErasureRules() {}

    /** @throws GranaryException FAILED_PRECONDITION when something of another entity would be erased, or something stay */
    static void require(ProjectRollout rollout, Entity entity) {
        for (Revision revision : rollout.revisions().values()) {
            requireSameKeys(revision, entity);
            revision.definitions().all(FeatureView.class).stream()
                    .filter(view -> ErasedView.isAbout(revision, view, entity.joinKeys()))
                    .filter(view -> !view.entities().contains(entity.name()))
                    .findFirst()
                    .ifPresent(view -> {
                        throw refused("feature view '" + view.name() + "' has its join keys by another entity (one of "
                                + view.entities() + ")");
                    });
        }
    }

    private static void requireSameKeys(Revision revision, Entity entity) {
        if (revision.definitions().find(Kind.ENTITY, entity.name()) instanceof Entity other
                && !other.joinKeys().equals(entity.joinKeys())) {
            throw refused("revision " + revision.number() + ", which is still in use, has other join keys of it: "
                    + other.joinKeys());
        }
    }

    private static GranaryException refused(String why) {
        return new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot erase the entity: " + why);
    }
}
