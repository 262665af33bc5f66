package io.granary.offline.engine;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * An output folder that appears whole or not at all: it is built beside its place and moved there at the end. Closing
 * without {@link #complete} leaves nothing.
 */
public final class OutputFolder implements AutoCloseable {

    private final Path place;
    private final Path staging;
    private final TrainingSetRequest.ExistingOutput existing;

    private OutputFolder(Path place, Path staging, TrainingSetRequest.ExistingOutput existing) {
        this.place = place;
        this.staging = staging;
        this.existing = existing;
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when something is in the place and is not to be replaced */
    public static OutputFolder open(Path place, TrainingSetRequest.ExistingOutput existing) {
        OutputFolder folder =
                new OutputFolder(place, staging(place, ProcessHandle.current().pid()), existing);
        folder.requireFree();
        try {
            FolderTree.delete(folder.staging);
            Files.createDirectories(folder.staging);
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot create folder " + folder.staging + ": " + e, e);
        }
        return folder;
    }

    /** Deletes what a process left that died while it built a folder. */
    public static void sweepAfter(long pid, Path place) {
        FolderTree.delete(staging(place, pid));
    }

    /** Where the folder is built. */
    public Path staging() {
        return staging;
    }

    /** Moves the folder to its place. */
    public void complete() throws IOException {
        requireFree();
        Path replaced = sibling(place, "replaced." + ProcessHandle.current().pid());
        if (Files.exists(place)) {
            Files.move(place, replaced, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
        FolderTree.delete(replaced);
    }

    @Override
    public void close() {
        FolderTree.delete(staging);
    }

    private void requireFree() {
        if (existing == TrainingSetRequest.ExistingOutput.REFUSE && Files.exists(place)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "output: " + place + " (expected: a folder that does not exist yet, or to be told to replace it)");
        }
    }

    private static Path staging(Path place, long pid) {
        return sibling(place, "building." + pid);
    }

    private static Path sibling(Path place, String suffix) {
        return place.resolveSibling("." + place.getFileName() + "." + suffix);
    }
}
