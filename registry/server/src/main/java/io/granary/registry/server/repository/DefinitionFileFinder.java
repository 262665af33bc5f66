package io.granary.registry.server.repository;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Finds the definition files of a root. A link to a folder inside is passed by, as that is read where it is. */
final class DefinitionFileFinder extends SimpleFileVisitor<Path> {

    private final Root root;
    private final int max;
    private final ProblemList problems;
    private final List<Path> found = new ArrayList<>();

    /** @param max ends the search when more are found */
    DefinitionFileFinder(Root root, int max, ProblemList problems) {
        this.root = root;
        this.max = max;
        this.problems = problems;
    }

    static boolean isYaml(Path file) {
        return file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
    }

    /** In the order of names. */
    List<Path> found() {
        found.sort(null);
        return found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        boolean skipped = !directory.equals(root.path()) && isHidden(directory);
        return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (isHidden(file)) {
            return FileVisitResult.CONTINUE;
        }
        if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
            requireInside(file);
        } else if (isYaml(file)) {
            found.add(file);
        }
        return found.size() > max ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    private void requireInside(Path link) throws IOException {
        if (!link.toRealPath().startsWith(root.folder())) {
            problems.add(
                    root.nameOf(link),
                    "folder: a link that leaves the folder (expected: a folder inside it, or an include)");
        }
    }

    private static boolean isHidden(Path path) {
        return path.getFileName() != null && path.getFileName().toString().startsWith(".");
    }
}
