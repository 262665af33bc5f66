package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granary.registry.server.validation.SchemaReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A feature repository on disk that a test breaks. */
final class RepositoryFolder {

    /** An entity, a batch source and a view that fit together. */
    static final String VALID = """
            kind: Entity
            name: driver
            joinKeys: [{name: driver, type: STRING}]
            ---
            kind: BatchSource
            name: trips
            csv: trips.csv
            eventTimestamp: ended_at
            schema:
              - {name: driver, type: STRING}
              - {name: ended_at, type: TIMESTAMP}
              - {name: miles, type: FLOAT64}
            ---
            kind: FeatureView
            name: driver_trips
            entities: [driver]
            source: trips
            features:
              - {name: miles, type: FLOAT64}
            """;

    private final Path folder;

    RepositoryFolder(Path folder) {
        this.folder = folder;
        write("granary.yaml", "project: taxis\n");
    }

    RepositoryFolder write(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FeatureRepository load() {
        return RepositoryLoader.load(folder, SchemaReader.NONE);
    }

    List<Problem> problems() {
        return problems(SchemaReader.NONE);
    }

    List<Problem> problems(SchemaReader schemas) {
        return catchThrowableOfType(InvalidRepositoryException.class, () -> RepositoryLoader.load(folder, schemas))
                .problems();
    }

    /** {@code file:line:column: message}, and the hint in brackets. */
    List<String> messages() {
        return problems().stream().map(RepositoryFolder::message).toList();
    }

    static String message(Problem problem) {
        String hint = problem.hint() == null ? "" : " [" + problem.hint() + "]";
        return problem.location() + ": " + problem.message() + hint;
    }

    /** A feature view as text. */
    static String view(String name, String entity, String source, String features) {
        return "kind: FeatureView\nname: " + name + "\nentities: [" + entity + "]\nsource: " + source
                + "\nfeatures:\n  - " + features + "\n";
    }
}
