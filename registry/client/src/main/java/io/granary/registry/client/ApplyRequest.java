package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.Definitions;

/**
 * Asks for a new revision.
 *
 * @param base the revision that was planned against; the apply is refused when there is a newer one
 */
public record ApplyRequest(int base, String author, String message, Definitions definitions) {

    public ApplyRequest {
        requireNonNull(author, "author");
        requireNonNull(message, "message");
        requireNonNull(definitions, "definitions");
    }
}
