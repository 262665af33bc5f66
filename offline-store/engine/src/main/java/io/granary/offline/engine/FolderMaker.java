package io.granary.offline.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The process that makes a folder, whose name has its id. */
public final class FolderMaker {

    /** Clocks are set, and a file system may have another one. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private FolderMaker() {}

    /**
     * Whether it is gone: also when another process of this machine has the id by now, which began after something was last put
     * into the folder.
     */
    public static boolean isGone(long pid, Path folder) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> mayMake(process, folder))
                .isEmpty();
    }

    /** Where a system does not say when a process began, any may. */
    private static boolean mayMake(ProcessHandle process, Path folder) {
        Instant began = process.info().startInstant().orElse(Instant.MIN);
        return began.isBefore(changedAt(folder).plus(MARGIN));
    }

    private static Instant changedAt(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toInstant();
        } catch (IOException e) {
            // Somebody else has taken it away, or nobody may look at it: it is not for us to delete.
            return Instant.MAX.minus(MARGIN);
        }
    }
}
