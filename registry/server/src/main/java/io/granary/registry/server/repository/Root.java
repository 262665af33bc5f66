package io.granary.registry.server.repository;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder, or one file, that definitions are read from.
 *
 * @param path real and absolute
 * @param shown what messages call it; empty for the repository's own folder
 */
record Root(Path path, String shown) {

    boolean isRepository() {
        return shown.isEmpty();
    }

    /** The folder that nothing may lead out of. */
    Path folder() {
        Path parent = path.getParent();
        return Files.isDirectory(path) || parent == null ? path : parent;
    }

    /** What messages call a file of it. */
    String nameOf(Path file) {
        String name = path.relativize(file).toString().replace('\\', '/');
        if (isRepository()) {
            return name;
        }
        return name.isEmpty() ? shown : shown + "/" + name;
    }

    boolean overlaps(Path other) {
        return path.startsWith(other) || other.startsWith(path);
    }
}
