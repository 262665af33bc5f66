package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.Definitions;

/**
 * Asks for a new revision.
 *
 * @param base the revision that was planned against; the apply is refused when there is a newer one
 * @param allowBreaking whether it may break what others use; see {@link Breakage}
 */
public record ApplyRequest(int base, String author, String message, Definitions definitions, boolean allowBreaking) {

    public ApplyRequest {
        requireNonNull(author, "author");
        requireNonNull(message, "message");
        requireNonNull(definitions, "definitions");
    }

    /** One that is refused when it breaks what others use. */
    public ApplyRequest(int base, String author, String message, Definitions definitions) {
        this(base, author, message, definitions, false);
    }
}
