package io.granary.registry.server.repository;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds and reads the definition files of folders, all of them together within bounds. */
final class RepositoryFiles {

    /** The folder of overlays, a folder in it for each environment. */
    static final String ENVIRONMENTS = "environments";

    private final ReadLimits limits;
    private final ProblemList problems;
    private final Set<Path> seen = new HashSet<>();
    private long bytes;

    RepositoryFiles(ReadLimits limits, ProblemList problems) {
        this.limits = limits;
        this.problems = problems;
    }

    /** The project's own file, or null after reporting that there is none. */
    @Nullable
    SourceFile readProjectFile(Root repository) {
        List<SourceFile> files = new ArrayList<>();
        Path file = repository.path().resolve(ProjectFile.NAME);
        if (Files.exists(file)) {
            read(file, repository, files);
        } else {
            problems.add(ProjectFile.NAME, "file: missing (expected: project: NAME)");
        }
        return files.isEmpty() ? null : files.get(0);
    }

    /** Every {@code .yaml} and {@code .yml} file that is not hidden, in the order of names. */
    List<SourceFile> read(Root root, Predicate<Path> wanted) {
        List<SourceFile> files = new ArrayList<>();
        for (Path path : find(root)) {
            Path name = root.path().relativize(path);
            if (!name.toString().equals(ProjectFile.NAME) && wanted.test(name)) {
                read(path, root, files);
            }
        }
        return files;
    }

    /** Whether a file, named from the root of its repository, belongs to an environment only. */
    static boolean isOverlay(Path name) {
        return name.startsWith(ENVIRONMENTS);
    }

    private List<Path> find(Root root) {
        DefinitionFileFinder finder = new DefinitionFileFinder(root, limits.files(), problems);
        try {
            Files.walkFileTree(root.path(), finder);
        } catch (IOException e) {
            String reason = e.getMessage() + " cannot be read";
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot read the repository: " + reason, e);
        }
        return finder.found();
    }

    private void read(Path path, Root root, List<SourceFile> files) {
        String name = root.nameOf(path);
        try {
            Path real = path.toRealPath();
            if (!real.startsWith(root.folder())) {
                problems.add(name, "file: a link that leaves the folder (expected: a file inside it, or an include)");
            } else if (seen.add(real) && requireSize(name, Files.size(path))) {
                files.add(new SourceFile(name, decode(Files.readAllBytes(path)), root.folder()));
            }
        } catch (CharacterCodingException e) {
            problems.add(name, "file: other bytes (expected: UTF-8 text)");
        } catch (IOException e) {
            problems.add(name, "file: " + e.getMessage() + " (expected: readable)");
        }
    }

    private boolean requireSize(String name, long size) {
        if (size > limits.fileBytes()) {
            String max = ReadLimits.mebibytes(limits.fileBytes());
            problems.add(name, "file: " + size + " bytes (expected: " + max + " or less)");
            return false;
        }
        requireWhole(name, "files", seen.size(), limits.files(), "at most " + limits.files());
        bytes += size;
        requireWhole(name, "bytes", bytes, limits.bytes(), ReadLimits.mebibytes(limits.bytes()) + " in all files");
        return true;
    }

    /** Without one of its files a repository is another one, so there is nothing more to say. */
    private static void requireWhole(String name, String what, long actual, long max, String expected) {
        if (actual > max) {
            ProblemList last = new ProblemList();
            last.add(name, what + ": more than " + max + " (expected: " + expected + ")");
            throw new InvalidRepositoryException(last.sorted());
        }
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
