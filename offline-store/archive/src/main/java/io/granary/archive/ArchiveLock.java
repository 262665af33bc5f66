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

/** Held by the only one who writes files of an archive again. Files that ingestion adds meanwhile are none of these. */
final class ArchiveLock implements AutoCloseable {

    private static final String FILE = "compaction.lock";

    private final FileChannel channel;

    private ArchiveLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @param work in a few words, such as {@code compact}
     * @throws GranaryException (CONFLICT) when somebody else has it
     */
    static ArchiveLock take(Path archive, String work) throws IOException {
        FileChannel channel =
                FileChannel.open(archive.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(archive, work, null);
            }
            return new ArchiveLock(channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw taken(archive, work, e);
        } catch (IOException | GranaryException e) {
            channel.close();
            throw e;
        }
    }

    private static GranaryException taken(Path archive, String work, @Nullable Exception cause) {
        return new GranaryException(
                ErrorCode.CONFLICT, "Cannot " + work + " " + archive + ": another process compacts it", cause);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
