package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.registry.server.validation.DefinitionsValidator;
import io.granary.registry.server.validation.SchemaReader;
import io.granary.registry.server.validation.Unreadable;
import io.granary.registry.server.validation.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a feature repository whole and reports every problem of every file in one run. */
public final class RepositoryLoader {

    private static final String PROJECT_FILE = "granary.yaml";

    private final Path folder;
    private final SchemaReader schemas;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Document> documents = new LinkedHashMap<>();
    private final Unreadable unreadable = new Unreadable();
    private @Nullable String project;

    private RepositoryLoader(Path folder, SchemaReader schemas) {
        this.folder = folder;
        this.schemas = schemas;
    }

    /**
     * Loads and validates.
     *
     * @param schemas tells the columns of batch sources that declare none; {@link SchemaReader#NONE} skips those checks
     * @throws InvalidRepositoryException with every problem
     * @throws GranaryException (INVALID_ARGUMENT) when the folder cannot be read at all
     */
    public static FeatureRepository load(Path folder, SchemaReader schemas) {
        return new RepositoryLoader(real(folder), schemas).load();
    }

    /**
     * The name of the project that a folder is a repository of, whatever else is wrong with it.
     *
     * @throws InvalidRepositoryException when the project's file is missing or does not say
     */
    public static String project(Path folder) {
        return new RepositoryLoader(real(folder), SchemaReader.NONE).loadProject();
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw GranaryException.invalid("repository", folder, "a folder that can be read");
        }
    }

    private FeatureRepository load() {
        List<SourceFile> files = new RepositoryFiles(folder, problems).read();
        if (!problems.isEmpty()) {
            unreadable.addAll();
        }
        files.forEach(this::readFile);
        requireProjectFile(files);
        Definitions definitions = definitions(Document::definition);
        violations(definitions).forEach(this::report);
        reportDrafts();
        return result(definitions);
    }

    private List<Violation> violations(Definitions definitions) {
        return DefinitionsValidator.ofRepository(schemas, unreadable).violations(definitions);
    }

    /** What else is wrong with definitions that have problems already; those that refer to them are not blamed. */
    private void reportDrafts() {
        if (documents.values().stream().anyMatch(Document::isDraft)) {
            violations(definitions(Document::draft)).stream()
                    .filter(this::isOfADraft)
                    .forEach(this::report);
        }
    }

    private String loadProject() {
        List<SourceFile> files = new RepositoryFiles(folder, problems)
                .read().stream().filter(RepositoryLoader::isProjectFile).toList();
        problems.clear();
        files.forEach(this::readFile);
        requireProjectFile(files);
        return result(Definitions.EMPTY).project();
    }

    private void requireProjectFile(List<SourceFile> files) {
        if (files.stream().noneMatch(RepositoryLoader::isProjectFile)) {
            problems.add(new Problem(PROJECT_FILE, 1, 1, "file: missing (expected: project: NAME)", "", null));
        }
    }

    private static boolean isProjectFile(SourceFile file) {
        return file.name().equals(PROJECT_FILE);
    }

    private FeatureRepository result(Definitions definitions) {
        String name = project;
        if (!problems.isEmpty() || name == null) {
            problems.sort(Comparator.comparing(Problem::file)
                    .thenComparing(Problem::line)
                    .thenComparing(Problem::column));
            throw new InvalidRepositoryException(problems);
        }
        return new FeatureRepository(name, definitions);
    }

    private void readFile(SourceFile file) {
        ProblemList found = new ProblemList(file, problems);
        YamlReader yaml = YamlReader.read(file, found);
        if (!yaml.isComplete()) {
            unreadable.addNamesIn(file.text());
        }
        if (isProjectFile(file)) {
            readProject(yaml, found);
            return;
        }
        yaml.documents().forEach(root -> add(Document.read(root, folder, found), file));
    }

    private void readProject(YamlReader yaml, ProblemList found) {
        if (yaml.documents().size() != 1) {
            if (yaml.isComplete()) {
                found.add(Place.START, "file: " + yaml.documents().size() + " documents (expected: one)", null);
            }
            return;
        }
        Values values = new ShapeReader(found, new Places())
                .readDocument(yaml.documents().get(0), KindShapes.PROJECT);
        project = values.findText("project");
    }

    private void add(Document document, SourceFile file) {
        if (document.kind() == null || document.name() == null) {
            unreadable.addNamesIn(file.text());
            return;
        }
        String key = document.kind().namespace() + " " + document.name();
        if (document.definition() == null) {
            unreadable.add(document.kind(), document.name());
        }
        Document first = documents.putIfAbsent(key, document);
        if (first != null) {
            document.problems()
                    .add(
                            document.places().find("name").place(),
                            "name: '" + document.name() + "' (expected: unique; first at "
                                    + first.problems()
                                            .location(
                                                    first.places().find("name").place()) + ")",
                            null);
        }
    }

    private boolean isOfADraft(Violation violation) {
        Document document = document(violation);
        return document != null && document.isDraft();
    }

    private Definitions definitions(Function<Document, @Nullable Definition> reading) {
        return new Definitions(documents.values().stream()
                .map(reading)
                .filter(Objects::nonNull)
                .toList());
    }

    private @Nullable Document document(Violation violation) {
        return documents.get(violation.kind().namespace() + " " + violation.name());
    }

    private void report(Violation violation) {
        Document document = document(violation);
        if (document != null) {
            YamlNode node = document.places().find(violation.path());
            Place place = document.problems().placeInside(node, violation.line(), violation.column());
            String path = document.places().filePath(violation.path());
            document.problems().add(place, path + ": " + violation.message(), violation.hint());
        }
    }
}
