package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.Revision;
import io.granary.registry.client.RolloutReports;
import io.granary.registry.client.RolloutSource;
import java.util.function.IntFunction;

/**
 * What ingestion has to do with the registry.
 *
 * @param rollouts what to write
 * @param reports whom to tell what was written
 * @param revisions gives any revision by its number; blocks, and throws UNAVAILABLE when the registry does not answer
 */
public record RegistryLink(RolloutSource rollouts, RolloutReports reports, IntFunction<Revision> revisions) {

    public RegistryLink {
        requireNonNull(rollouts, "rollouts");
        requireNonNull(reports, "reports");
        requireNonNull(revisions, "revisions");
    }
}
