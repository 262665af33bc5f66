package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the definition files of a repository into one form: fields in the order of the documentation, the same quotes
 * and line breaks everywhere, comments kept. Formatting twice changes nothing more, and never what a file says.
 */
public final class RepositoryFormatter {

    private RepositoryFormatter() {}

    /**
     * Every file of a repository and all its environments, without what it includes; writes none of them.
     *
     * @throws InvalidRepositoryException when files cannot be read at all
     */
    public static List<FormattedFile> format(Path folder) {
        Root root = new Root(RepositoryLoader.real(folder), "");
        ProblemList problems = new ProblemList();
        RepositoryFiles reader = new RepositoryFiles(ReadLimits.DEFAULT, problems);
        List<SourceFile> files = new ArrayList<>();
        SourceFile project = reader.readProjectFile(root);
        if (project != null) {
            files.add(project);
        }
        files.addAll(reader.read(root, name -> true));
        if (!problems.isEmpty()) {
            throw new InvalidRepositoryException(problems.sorted());
        }
        return files.stream().map(file -> format(file, root)).toList();
    }

    private static FormattedFile format(SourceFile file, Root root) {
        Path path = root.path().resolve(file.name());
        try {
            return new FormattedFile(path, file.name(), file.text(), FormattedText.of(file), null);
        } catch (GranaryException e) {
            return new FormattedFile(path, file.name(), file.text(), file.text(), String.valueOf(e.getMessage()));
        }
    }
}
