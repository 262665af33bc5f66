package io.granary.registry.server.repository;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Finds and reads the definition files of a folder, within bounds. */
final class RepositoryFiles {

    static final int MAX_FILE_BYTES = 1 << 20;
    static final int MAX_FILES = 1_000;

    private final Path folder;
    private final List<Problem> problems;

    RepositoryFiles(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** Every {@code .yaml} and {@code .yml} file that is not hidden, in the order of names. */
    List<SourceFile> read() {
        List<Path> paths = find();
        if (paths.size() > MAX_FILES) {
            String name = shown(folder.relativize(paths.get(MAX_FILES)));
            String message = "files: more than " + MAX_FILES + " (expected: at most " + MAX_FILES + ")";
            throw new InvalidRepositoryException(List.of(new Problem(name, 1, 1, message, "", null)));
        }
        List<SourceFile> files = new ArrayList<>();
        paths.forEach(path -> read(path, files));
        return files;
    }

    private List<Path> find() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new Finder(found));
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.INVALID_ARGUMENT, "Cannot read the repository " + folder + ": " + e.getMessage(), e);
        }
        found.sort(null);
        return found;
    }

    private void read(Path path, List<SourceFile> files) {
        Path name = folder.relativize(path);
        try {
            if (!path.toRealPath().startsWith(folder)) {
                problem(name, "file: a link that leaves the folder (expected: a file inside it)");
            } else if (Files.size(path) > MAX_FILE_BYTES) {
                problem(name, "file: " + Files.size(path) + " bytes (expected: 1 MiB or less)");
            } else {
                files.add(new SourceFile(shown(name), decode(Files.readAllBytes(path))));
            }
        } catch (CharacterCodingException e) {
            problem(name, "file: other bytes (expected: UTF-8 text)");
        } catch (IOException e) {
            problem(name, "file: " + e.getMessage() + " (expected: readable)");
        }
    }

    private void problem(Path name, String message) {
        problems.add(new Problem(shown(name), 1, 1, message, "", null));
    }

    private static String shown(Path name) {
        return name.toString().replace('\\', '/');
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static final class Finder extends SimpleFileVisitor<Path> {

        private final List<Path> found;

        Finder(List<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            if (!isHidden(file) && (name.endsWith(".yaml") || name.endsWith(".yml"))) {
                found.add(file);
            }
            return found.size() > MAX_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path path) {
            return path.getFileName() != null && path.getFileName().toString().startsWith(".");
        }
    }
}
