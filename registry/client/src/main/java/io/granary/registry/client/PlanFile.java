package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.Definitions;

/**
 * What was planned, to be applied later, exactly as it was: the definitions, and the revision of the registry that they
 * were compared with.
 *
 * @param registry the identity of the registry; see {@link RegistryApi#identity}
 * @param base number of that revision
 */
public record PlanFile(String project, String registry, int base, Definitions definitions) {

    public PlanFile {
        requireNonNull(project, "project");
        requireNonNull(registry, "registry");
        requireNonNull(definitions, "definitions");
    }
}
