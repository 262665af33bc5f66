package io.granary.offline.engine;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * An output folder that appears whole or not at all: it is built beside its place and moved there at the end. Closing
 * without {@link #complete} leaves nothing; what a process leaves that is killed, the next that opens the folder cleans.
 */
public final class OutputFolder implements AutoCloseable {

    private static final String BUILDING = "building.";
    private static final String REPLACED = "replaced.";

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
        try {
            folder.clean();
            folder.requireFree();
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
        Path replaced = sibling(place, REPLACED + ProcessHandle.current().pid());
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

    /** What processes of this machine left that were killed while they built this folder, or put it into its place. */
    private void clean() throws IOException {
        for (Path left : leftBy(place, BUILDING)) {
            FolderTree.delete(left);
        }
        for (Path left : leftBy(place, REPLACED)) {
            if (Files.exists(place)) {
                FolderTree.delete(left);
            } else {
                Files.move(left, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static List<Path> leftBy(Path place, String suffix) throws IOException {
        Path parent = place.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        String start = sibling(place, suffix).getFileName().toString();
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file -> isOfDead(file, start)).toList();
        }
    }

    private static boolean isOfDead(Path folder, String start) {
        String name = folder.getFileName().toString();
        String pid = name.startsWith(start) ? name.substring(start.length()) : "";
        return pid.matches("\\d{1,18}") && FolderMaker.isGone(Long.parseLong(pid), folder);
    }

    private void requireFree() {
        if (existing == TrainingSetRequest.ExistingOutput.REFUSE && Files.exists(place)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "output: " + place + " (expected: a folder that does not exist yet, or to be told to replace it)");
        }
    }

    private static Path staging(Path place, long pid) {
        return sibling(place, BUILDING + pid);
    }

    private static Path sibling(Path place, String suffix) {
        return place.resolveSibling("." + place.getFileName() + "." + suffix);
    }
}
