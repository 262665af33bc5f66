package io.granary.registry.server.repository;

import java.util.List;

/**
 * A definition file.
 *
 * @param name its path from the repository's folder, with {@code /}
 */
record SourceFile(String name, String text) {

    List<String> lines() {
        return text.lines().toList();
    }
}
