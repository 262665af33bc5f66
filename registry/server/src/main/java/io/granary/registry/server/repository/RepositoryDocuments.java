package io.granary.registry.server.repository;

import io.granary.core.definition.Kind;
import io.granary.registry.server.validation.Unreadable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the files of a repository and puts its documents together as they are in one environment. */
final class RepositoryDocuments {

    private final Root repository;
    private final ProblemList problems;
    private final Unreadable unreadable;
    private final RepositoryFiles files;

    RepositoryDocuments(Root repository, ProblemList problems, Unreadable unreadable) {
        this.repository = repository;
        this.problems = problems;
        this.unreadable = unreadable;
        this.files = new RepositoryFiles(ReadLimits.DEFAULT, problems);
    }

    /** The project's own file, or null after reporting what is wrong with it. */
    @Nullable
    ProjectFile readProject() {
        SourceFile file = files.readProjectFile(repository);
        if (file == null) {
            return null;
        }
        ParsedFile parsed = parsed(ParsedFile.of(file));
        if (parsed.documents().size() == 1) {
            return ProjectFile.read(parsed.documents().get(0), problems);
        }
        if (parsed.unread().isEmpty()) {
            String message = "file: " + parsed.documents().size() + " documents (expected: one)";
            problems.add(Place.startOf(file), message, null);
        }
        return null;
    }

    /** @param project null when it could not be read, so that only the base is known */
    List<EffectiveDocuments.Declared> read(@Nullable ProjectFile project, @Nullable String environment) {
        int problemsBefore = problems.size();
        List<SourceFile> base = new ArrayList<>(files.read(repository, name -> !RepositoryFiles.isOverlay(name)));
        List<String> environments = project == null ? List.of() : project.environments();
        List<SourceFile> overlays = files.read(repository, name -> isOverlayOf(environment, environments, name));
        if (project != null) {
            List<Root> roots = new Includes(repository.path(), problems).find(project.includes());
            roots.forEach(root -> base.addAll(files.read(root, name -> !RepositoryFiles.isOverlay(name))));
        }
        if (problems.size() > problemsBefore) {
            unreadable.addAll();
        }
        return effective(project == null ? Map.of() : project.defaults(environment), base, overlays);
    }

    private List<EffectiveDocuments.Declared> effective(
            Map<Kind, YamlNode> defaults, List<SourceFile> base, List<SourceFile> overlays) {
        EffectiveDocuments effective = new EffectiveDocuments(defaults, problems);
        declared(base).forEach(effective::add);
        declared(overlays).forEach(effective::lay);
        return effective.all();
    }

    private List<EffectiveDocuments.Declared> declared(List<SourceFile> sources) {
        List<EffectiveDocuments.Declared> declared = new ArrayList<>();
        for (ParsedFile file : sources.parallelStream().map(ParsedFile::of).toList()) {
            for (YamlNode root : parsed(file).documents()) {
                Declaration declaration = Declaration.read(root, problems);
                if (declaration == null) {
                    unreadable.addNamesIn(file.file().text());
                } else {
                    declared.add(new EffectiveDocuments.Declared(declaration, root));
                }
            }
        }
        return declared;
    }

    private ParsedFile parsed(ParsedFile file) {
        problems.addAll(file.problems().sorted());
        file.unread().forEach(unreadable::addNamesIn);
        return file;
    }

    private boolean isOverlayOf(@Nullable String environment, List<String> environments, Path name) {
        if (!RepositoryFiles.isOverlay(name)) {
            return false;
        }
        String folder = name.getNameCount() > 2 ? name.getName(1).toString() : "";
        if (!environments.contains(folder)) {
            String known = environments.isEmpty() ? "none" : String.join(", ", environments);
            problems.add(
                    repository.nameOf(repository.path().resolve(name)),
                    "file: of no environment (expected: environments/NAME/..., where granary.yaml names " + known
                            + ")");
        }
        return folder.equals(environment);
    }
}
