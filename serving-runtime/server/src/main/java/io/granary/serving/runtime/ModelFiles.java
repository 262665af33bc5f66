package io.granary.serving.runtime;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where model files may be: below the model root, or below one of the roots that the configuration allows. Links are
 * followed first, so none leads out.
 */
final class ModelFiles {

    private final Path modelRoot;
    private final List<Path> roots;

    /** @param modelRoot where relative paths start; itself allowed */
    ModelFiles(Path modelRoot, List<Path> allowedRoots) {
        this.modelRoot = modelRoot.toAbsolutePath().normalize();
        this.roots = allowedRoots;
    }

    /**
     * The real path of a model's file.
     *
     * @param uri a {@code file:} URI, or a path below the model root
     * @throws GranaryException (FAILED_PRECONDITION) when there is no such file, or it is outside the roots
     */
    Path resolve(String uri) {
        Path real = real(uri, locate(uri));
        if (isBelow(real, modelRoot) || roots.stream().anyMatch(root -> isBelow(real, root))) {
            return real;
        }
        throw failed(uri, "it is outside the model root and the allowed roots", null);
    }

    private Path locate(String uri) {
        try {
            return uri.startsWith("file:") ? Path.of(URI.create(uri)) : modelRoot.resolve(uri);
        } catch (IllegalArgumentException e) {
            throw failed(uri, "neither a file: URI nor a path", e);
        }
    }

    private static Path real(String uri, Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw failed(uri, "no such file", e);
        }
    }

    private static boolean isBelow(Path real, Path root) {
        try {
            return real.startsWith(root.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static GranaryException failed(String uri, String reason, @Nullable Throwable cause) {
        return new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot open model " + uri + ": " + reason, cause);
    }
}
