package io.granary.offline.engine.plan;

import io.granary.core.GranaryException;
import java.nio.file.Path;

/** Where a source's file is. */
public final class RepositoryPath {

    private RepositoryPath() {}

    /**
     * The absolute path of a source's file; a relative path starts at the repository and stays inside it.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when a relative path leaves the repository
     */
    public static Path resolve(Path repository, String path) {
        Path root = repository.toAbsolutePath().normalize();
        Path resolved = root.resolve(path).normalize();
        if (!Path.of(path).isAbsolute() && !resolved.startsWith(root)) {
            throw GranaryException.invalid("path", path, "a path inside the repository, or an absolute one");
        }
        return resolved;
    }
}
