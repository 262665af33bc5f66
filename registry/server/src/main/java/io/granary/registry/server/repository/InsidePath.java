package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Paths of definition files, which may lead out of their folder neither by their text nor by a link. */
final class InsidePath {

    private InsidePath() {}

    /**
     * The file that a text names, there or not.
     *
     * @param root real and absolute
     * @throws GranaryException (INVALID_ARGUMENT) when it is not below the root
     */
    static Path resolve(Path root, String field, String text, String expected) {
        Path path = resolve(root, text);
        if (path == null) {
            throw GranaryException.invalid(field, "'" + text + "'", expected);
        }
        if (!staysInside(root, path)) {
            throw GranaryException.invalid(field, "'" + text + "', a link that leaves it", expected);
        }
        return path;
    }

    private static @Nullable Path resolve(Path root, String text) {
        try {
            Path path = root.resolve(text).normalize();
            return path.startsWith(root) && !Path.of(text).isAbsolute() ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Whether the part of a path that is there, with links followed, is below the root. */
    private static boolean staysInside(Path root, Path path) {
        for (Path existing = path; existing != null && existing.startsWith(root); existing = existing.getParent()) {
            if (Files.exists(existing)) {
                return real(existing).startsWith(root);
            }
            if (Files.isSymbolicLink(existing)) {
                return false;
            }
        }
        return true;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }
}
