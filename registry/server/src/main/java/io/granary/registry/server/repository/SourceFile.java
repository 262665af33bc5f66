package io.granary.registry.server.repository;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A definition file as it was read. Equal only to itself; not safe for threads. */
final class SourceFile {

    private final String name;
    private final String text;
    private final Path root;
    private @Nullable List<String> lines;

    /**
     * @param name its path from the repository's folder, with {@code /}
     * @param root the real folder that the schema files it names must lie in
     */
    SourceFile(String name, String text, Path root) {
        this.name = name;
        this.text = text;
        this.root = root;
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    Path root() {
        return root;
    }

    /** A line, counted from 1; empty when there is none. */
    String line(int number) {
        List<String> known = lines;
        if (known == null) {
            known = text.lines().toList();
            lines = known;
        }
        return number < 1 || number > known.size() ? "" : known.get(number - 1);
    }
}
