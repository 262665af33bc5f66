package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.registry.server.validation.DefinitionsValidator;
import io.granary.registry.server.validation.SchemaReader;
import io.granary.registry.server.validation.Unreadable;
import io.granary.registry.server.validation.Violation;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One reading of a feature repository in one environment. For one use. */
final class RepositoryReading {

    private final Root repository;
    private final @Nullable String environment;
    private final ProblemList problems = new ProblemList();
    private final Unreadable unreadable = new Unreadable();
    private final RepositoryDocuments reader;
    private final @Nullable ProjectFile project;
    private final Map<String, Document> documents = new LinkedHashMap<>();

    /** @param folder real and absolute */
    RepositoryReading(Path folder, @Nullable String environment) {
        this.repository = new Root(folder, "");
        this.environment = environment;
        this.reader = new RepositoryDocuments(repository, problems, unreadable);
        this.project = reader.readProject();
        requireEnvironment();
    }

    FeatureRepository load(SchemaReader schemas) {
        reader.read(project, environment).parallelStream()
                .map(declared -> ReadDocument.of(declared, repository.path()))
                .toList()
                .forEach(this::add);
        Definitions definitions = definitions(Document::definition);
        violations(definitions, schemas).forEach(this::report);
        reportDrafts(schemas);
        return new FeatureRepository(settings(), definitions);
    }

    ProjectSettings settings() {
        if (!problems.isEmpty() || project == null) {
            throw new InvalidRepositoryException(problems.sorted());
        }
        return new ProjectSettings(project.project(environment), project.registry(environment), project.environments());
    }

    /** The effective documents, after {@link #load}. */
    Collection<Document> documents() {
        return documents.values();
    }

    private void requireEnvironment() {
        List<String> known = project == null ? List.of() : project.environments();
        if (environment == null || project == null || known.contains(environment)) {
            return;
        }
        String expected =
                known.isEmpty() ? "none, as granary.yaml has no environments" : "one of " + String.join(", ", known);
        String hint = Suggestions.of(environment, known);
        throw GranaryException.invalid(
                "environment", "'" + environment + "'", hint == null ? expected : expected + "; " + hint);
    }

    private void add(ReadDocument read) {
        problems.addAll(read.problems().sorted());
        Document document = read.document();
        if (document.name() == null) {
            unreadable.addNamesIn(document.file().text());
            return;
        }
        if (document.isPartial()) {
            unreadable.addPartial(document.kind(), document.name());
        } else if (document.definition() == null) {
            unreadable.add(document.kind(), document.name());
        }
        Document first = documents.putIfAbsent(document.key(), document);
        if (first != null) {
            String message = "name: '" + document.name() + "' (expected: unique; first at "
                    + first.placeOf("name").location() + ")";
            problems.add(document.placeOf("name"), message, null);
        }
    }

    private List<Violation> violations(Definitions definitions, SchemaReader schemas) {
        return DefinitionsValidator.ofRepository(schemas, unreadable).violations(definitions);
    }

    /** What else is wrong with definitions that have problems already; those that refer to them are not blamed. */
    private void reportDrafts(SchemaReader schemas) {
        if (documents.values().stream().anyMatch(Document::isDraft)) {
            for (Violation violation : violations(definitions(Document::draft), schemas)) {
                Document document = documents.get(Declaration.key(violation.kind(), violation.name()));
                if (document != null && document.isDraft() && !document.explains(violation.path())) {
                    report(violation);
                }
            }
        }
    }

    private Definitions definitions(Function<Document, @Nullable Definition> reading) {
        return new Definitions(documents.values().stream()
                .map(reading)
                .filter(Objects::nonNull)
                .toList());
    }

    private void report(Violation violation) {
        Document document = documents.get(Declaration.key(violation.kind(), violation.name()));
        if (document != null) {
            document.report(violation, problems);
        }
    }
}
