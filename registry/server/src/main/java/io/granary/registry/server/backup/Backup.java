package io.granary.registry.server.backup;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.registry.server.store.RegistryDatabase;
import io.granary.registry.server.store.RevisionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes all that a registry keeps to a file: JSON lines, compressed, the last of them with a checksum. The registry may
 * run meanwhile: what it has when a project's turn comes is in the file, whole. Not safe for threads.
 */
public final class Backup {

    private final RegistryDatabase database;
    private final RevisionStore revisions;
    private final BackupListener listener;
    private final Map<String, Integer> projects = new TreeMap<>();
    private int done;
    private int total;

    public Backup(RegistryDatabase database, BackupListener listener) {
        this.database = requireNonNull(database, "database");
        this.revisions = database.revisions();
        this.listener = requireNonNull(listener, "listener");
    }

    /**
     * Writes the file, wholly or not at all.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when there is a file of that name
     */
    public BackupSummary write(Path file, Instant now) {
        requireNew(file.toAbsolutePath());
        total = revisions.projects().stream().mapToInt(revisions::latestNumber).sum();
        try (BackupOutput output = BackupOutput.open(file.toAbsolutePath())) {
            output.line(BackupJson.header(revisions.identity(), now));
            for (String project : revisions.projects()) {
                write(project, output);
            }
            output.finish(done);
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write backup " + file + ": " + e.getMessage(), e);
        }
        return new BackupSummary(revisions.identity(), now, projects);
    }

    private static void requireNew(Path file) {
        Path folder = file.getParent();
        if (Files.exists(file) || folder == null || Files.notExists(folder)) {
            throw GranaryException.invalid("file", file, "one that is not there yet, in a folder that is");
        }
    }

    /** The rollout is read first, and says up to which revision to read, as those before never change. */
    private void write(String project, BackupOutput output) throws IOException {
        Rollout rollout = database.rollouts().find(project);
        for (int number = 1; number <= rollout.newest(); number++) {
            Revision revision = requireNonNull(revisions.find(project, number), project);
            output.line(BackupJson.revision(
                    revision, revisions.history(project, number + 1, 1).get(0).counts()));
            listener.progressed(++done, total);
        }
        output.line(BackupJson.rollout(rollout));
        projects.put(project, rollout.newest());
    }
}
