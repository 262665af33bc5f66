package io.granary.archive;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Held by the only one who writes files of a folder again. Files that are added meanwhile are none of these. */
public final class RewritingLock implements AutoCloseable {

    private static final String FILE = "compaction.lock";

    private final FileChannel channel;

    private RewritingLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @param work in a few words, such as {@code compact}
     * @throws GranaryException (CONFLICT) when somebody else has it
     */
    public static RewritingLock take(Path folder, String work) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(folder, work, null);
            }
            return new RewritingLock(channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw taken(folder, work, e);
        } catch (IOException | GranaryException e) {
            channel.close();
            throw e;
        }
    }

    private static GranaryException taken(Path folder, String work, @Nullable Exception cause) {
        return new GranaryException(
                ErrorCode.CONFLICT,
                "Cannot " + work + " " + folder + ": another process compacts it or erases from it",
                cause);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
