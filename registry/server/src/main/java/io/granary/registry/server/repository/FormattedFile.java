package io.granary.registry.server.repository;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A definition file with the text that it has and the one that it should have.
 *
 * @param name its path from the repository's folder
 * @param after equal to {@code before} for a file with a problem
 * @param problem why the file has to be left as it is, or null
 */
public record FormattedFile(
        Path path,
        String name,
        String before,
        String after,
        @Nullable String problem) {

    public FormattedFile {
        requireNonNull(path, "path");
        requireNonNull(name, "name");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }

    public boolean isChanged() {
        return !before.equals(after);
    }
}
