package io.granary.registry.server.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what {@code include} names. Nothing is read twice and nothing includes further things, so there are no cycles;
 * in a git work tree nothing outside of it is read.
 */
final class Includes {

    private final Path folder;
    private final ProblemList problems;
    private final List<Root> roots = new ArrayList<>();

    Includes(Path folder, ProblemList problems) {
        this.folder = folder;
        this.problems = problems;
    }

    List<Root> find(List<YamlNode.Text> includes) {
        Root repository = new Root(folder, "");
        for (YamlNode.Text include : includes) {
            Path path = real(include.text());
            String wrong = path == null ? "a relative path of a file or folder that is there" : wrong(path, repository);
            if (path == null || wrong != null) {
                problems.add(include.place(), "include: " + include.shown() + " (expected: " + wrong + ")", null);
            } else {
                roots.add(new Root(path, shown(include.text())));
            }
        }
        return roots;
    }

    /** What else was expected of a path, or null. */
    private @Nullable String wrong(Path path, Root repository) {
        if (repository.overlaps(path)) {
            return "neither inside nor around the repository's folder, which is read anyway";
        }
        if (roots.stream().anyMatch(root -> root.overlaps(path))) {
            return "each file once";
        }
        if (Files.isRegularFile(path) && !DefinitionFileFinder.isYaml(path)) {
            return "a folder, or a file that ends with .yaml or .yml";
        }
        Path workTree = workTree();
        return workTree == null || path.startsWith(workTree) ? null : "a path in the same git work tree";
    }

    private @Nullable Path real(String text) {
        try {
            return Path.of(text).isAbsolute() ? null : folder.resolve(text).toRealPath();
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    private @Nullable Path workTree() {
        Path at = folder;
        while (at != null && !Files.exists(at.resolve(".git"))) {
            at = at.getParent();
        }
        return at;
    }

    private static String shown(String text) {
        return Path.of(text).normalize().toString().replace('\\', '/');
    }
}
