package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import io.granary.registry.server.validation.SchemaReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a feature repository whole and reports every problem of every file in one run. */
public final class RepositoryLoader {

    private RepositoryLoader() {}

    /** Loads and validates the base, without the overlays of any environment. */
    public static FeatureRepository load(Path folder, SchemaReader schemas) {
        return load(folder, null, schemas);
    }

    /**
     * Loads and validates.
     *
     * @param environment whose overlays to lay over the base, or null for the base itself
     * @param schemas tells the columns of batch sources that declare none; {@link SchemaReader#NONE} skips those checks
     * @throws InvalidRepositoryException with every problem
     * @throws GranaryException (INVALID_ARGUMENT) when the folder cannot be read at all, or has no such environment
     */
    public static FeatureRepository load(Path folder, @Nullable String environment, SchemaReader schemas) {
        return new RepositoryReading(real(folder), environment).load(schemas);
    }

    /**
     * The definitions of an environment as YAML: defaults filled in, overlays laid on, in the form of {@link
     * RepositoryFormatter}.
     *
     * @throws InvalidRepositoryException with every problem
     */
    public static String render(Path folder, @Nullable String environment, SchemaReader schemas) {
        RepositoryReading reading = new RepositoryReading(real(folder), environment);
        reading.load(schemas);
        return DefinitionYaml.print(reading.documents().stream()
                .map(document -> (YamlNode.Fields) document.root())
                .toList());
    }

    /**
     * What a folder says of its project, whatever else is wrong with it.
     *
     * @throws InvalidRepositoryException when the project's file is missing or has problems
     * @throws GranaryException (INVALID_ARGUMENT) when there is no such environment
     */
    public static ProjectSettings settings(Path folder, @Nullable String environment) {
        return new RepositoryReading(real(folder), environment).settings();
    }

    static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw GranaryException.invalid("repository", folder, "a folder that can be read");
        }
    }
}
