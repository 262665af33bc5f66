package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** One line of a project's history. */
public record RevisionSummary(int number, String author, Instant createdAt, String message, ChangeCounts counts) {

    public RevisionSummary {
        requireNonNull(author, "author");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(message, "message");
        requireNonNull(counts, "counts");
    }
}
