package io.granary.offline.engine;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files on disk that are one table. */
public final class TableFiles {

    private TableFiles() {}

    /**
     * The file itself, or every file of a folder that is not hidden, in the order of paths.
     *
     * @param what the table is called in errors, such as {@code source 'sales'}
     * @throws GranaryException (FAILED_PRECONDITION) when there is none
     */
    public static List<Path> of(String what, Path path) {
        if (!Files.exists(path)) {
            throw unreadable(what, path + " does not exist");
        }
        try (Stream<Path> found = Files.walk(path)) {
            List<Path> files = found.filter(Files::isRegularFile)
                    .filter(file -> file.equals(path) || isShown(path.relativize(file)))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            if (files.isEmpty()) {
                throw unreadable(what, path + " has no files");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isShown(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")
                    || (part.toString().startsWith("_") && !part.toString().contains("="))) {
                return false;
            }
        }
        return true;
    }

    private static GranaryException unreadable(String what, String reason) {
        return new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot read " + what + ": " + reason);
    }
}
