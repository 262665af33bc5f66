package io.granary.offline.engine;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of this machine that a job reads, more than once, as they were when it opened them.
 *
 * @param versions sizes and times, in the order in which the files were given
 */
public record ReadFiles(List<FileVersion> versions) {

    /** No file. */
    public static final ReadFiles NONE = new ReadFiles(List.of());

    public ReadFiles {
        versions = List.copyOf(versions);
    }

    /** @throws GranaryException (FAILED_PRECONDITION) naming a file that cannot be looked at */
    public static ReadFiles of(Collection<Path> files) {
        List<FileVersion> versions = new ArrayList<>();
        for (Path file : files) {
            versions.add(glance(file));
        }
        return new ReadFiles(versions);
    }

    /**
     * Looks again, before anything of the job is seen: rows of two versions of a file belong to no version of its table.
     *
     * @throws GranaryException (FAILED_PRECONDITION) naming a file that changed, or is gone
     */
    public void requireUnchanged() {
        for (FileVersion version : versions) {
            Path file = Path.of(version.path());
            @Nullable FileVersion now = Files.exists(file) ? glance(file) : null;
            version.requireSame(now);
        }
    }

    private static FileVersion glance(Path file) {
        try {
            return FileVersions.glance(file);
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot look at " + file + ": " + e, e);
        }
    }
}
