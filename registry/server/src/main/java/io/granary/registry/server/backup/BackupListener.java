package io.granary.registry.server.backup;

/** Hears how far a backup or restore has come. */
@FunctionalInterface
public interface BackupListener {

    /** Hears nothing. */
    BackupListener NONE = (revisions, total) -> {};

    /** Called after each revision. */
    void progressed(int revisions, int total);
}
