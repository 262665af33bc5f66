package io.granary.answers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells files that a process still writes from those that one left that died: a lock is the operating system's, which takes it
 * from the dead. Safe for threads.
 */
final class GrowingFiles {

    /** This process's own, whose locks it would lose by looking: closing any channel of a file gives them up. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private GrowingFiles() {}

    /** Says that a file grows until it is released, or this process dies. */
    static void hold(Path file, FileChannel channel) throws IOException {
        OWN.add(name(file));
        if (channel.tryLock() == null) {
            throw new IOException("another process writes " + file);
        }
    }

    static void release(Path file, FileChannel channel) throws IOException {
        channel.close();
        OWN.remove(name(file));
    }

    /** Whether a process, this one or another, still writes a file; false when it is gone. */
    static boolean isGrowing(Path file) throws IOException {
        if (OWN.contains(name(file))) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Path name(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
