package io.granary.ingestion.archive;

import org.jspecify.annotations.Nullable;

/** What other threads may know of the archive. Safe for threads. */
final class ArchiveState {

    private volatile @Nullable String problem = "it has not reached Kafka yet";

    void troubled(String reason) {
        problem = reason;
    }

    void running() {
        problem = null;
    }

    @Nullable
    String problem() {
        return problem;
    }
}
