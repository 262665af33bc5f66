package io.granary.registry.server.backup;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.server.store.DatabaseConfig;
import io.granary.registry.server.store.RegistryContents;
import io.granary.registry.server.store.RegistryDatabase;
import java.nio.file.Path;

/** Fills an empty database with what a backup file holds, wholly or not at all. Not safe for threads. */
public final class Restore {

    /** Which registry the restored one is to its clients. */
    public enum Identity {
        /** The one of the backup: clients that have seen newer revisions keep those until there are newer ones. */
        SAME,
        /** Another one: clients take what was restored, whatever they have seen. */
        NEW
    }

    private final Path file;
    private final Identity identity;
    private final BackupListener listener;

    public Restore(Path file, Identity identity, BackupListener listener) {
        this.file = requireNonNull(file, "file");
        this.identity = requireNonNull(identity, "identity");
        this.listener = requireNonNull(listener, "listener");
    }

    /**
     * Reads the file through before it opens the database, and makes its tables.
     *
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) when the file is damaged, (FAILED_PRECONDITION) when the
     *     database has revisions
     */
    public BackupSummary into(DatabaseConfig config) {
        BackupSummary summary = BackupInput.read(file, new Ignored());
        try (RegistryDatabase database = RegistryDatabase.open(config)) {
            database.fill(contents -> BackupInput.read(file, new Followed(contents, summary.revisions())));
        }
        return summary;
    }

    static final class Ignored implements RegistryContents {

        @Override
        public void identity(String identity) {}

        @Override
        public void revision(Revision revision, ChangeCounts counts) {}

        @Override
        public void rollout(Rollout rollout) {}
    }

    /** Tells the listener of each revision. */
    private final class Followed implements RegistryContents {

        private final RegistryContents contents;
        private final int total;
        private int done;

        Followed(RegistryContents contents, int total) {
            this.contents = contents;
            this.total = total;
        }

        @Override
        public void identity(String known) {
            if (identity == Identity.SAME) {
                contents.identity(known);
            }
        }

        @Override
        public void revision(Revision revision, ChangeCounts counts) {
            contents.revision(revision, counts);
            listener.progressed(++done, total);
        }

        @Override
        public void rollout(Rollout rollout) {
            contents.rollout(rollout);
        }
    }
}
