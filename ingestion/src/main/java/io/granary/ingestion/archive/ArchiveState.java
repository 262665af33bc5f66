package io.granary.ingestion.archive;

import org.jspecify.annotations.Nullable;

/** What other threads may know of the archive, and tell it. Safe for threads. */
final class ArchiveState {

    private volatile boolean closing;
    private volatile @Nullable String problem = "it has not reached Kafka yet";

    void close() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

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
