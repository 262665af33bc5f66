package io.granary.offline.engine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a materialization read of a table that keeps versions.
 *
 * @param version the newest that it read
 * @param since the id of the snapshot after which came what it read; null: it read everything
 */
public record SnapshotRead(TableVersion version, @Nullable Long since) {

    public SnapshotRead {
        requireNonNull(version, "version");
    }
}
