package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a new revision with the definitions of an old one.
 *
 * @param base the revision that was planned against; the rollback is refused when there is a newer one
 * @param revision the old one
 * @param message null: a sentence that names the old revision
 * @param allowBreaking whether it may break what others use; see {@link Breakage}
 */
public record RollbackRequest(
        int base, int revision, String author, @Nullable String message, boolean allowBreaking) {

    public RollbackRequest {
        requireNonNull(author, "author");
    }
}
