package io.granary.cli.files;

import io.granary.core.definition.Definitions;
import io.granary.registry.server.repository.FeatureRepository;
import io.granary.registry.server.repository.RepositoryLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A feature repository that was loaded and found valid. */
public record Repository(Path folder, String project, Definitions definitions) {

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) with every problem of every file */
    public static Repository load(Path folder) {
        return load(folder, null);
    }

    /**
     * The repository as it is in one environment, without asking for the columns of tables that are no files here.
     *
     * @param environment null for the base
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) with every problem of every file
     */
    public static Repository load(Path folder, @Nullable String environment) {
        try (TableStores none = TableStores.none()) {
            return load(folder, environment, none);
        }
    }

    /**
     * The repository as it is in one environment.
     *
     * @param environment null for the base
     * @param stores of tables that are no files here; where none is known, their columns are not
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) with every problem of every file
     */
    public static Repository load(Path folder, @Nullable String environment, TableStores stores) {
        FeatureRepository loaded = RepositoryLoader.load(folder, environment, new TableSchemas(folder, stores));
        return new Repository(folder, loaded.project(), loaded.definitions());
    }

    /**
     * The definitions as YAML, as they are in effect in one environment.
     *
     * @param environment null for the base
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) with every problem of every file
     */
    public static String render(Path folder, @Nullable String environment, TableStores stores) {
        return RepositoryLoader.render(folder, environment, new TableSchemas(folder, stores));
    }
}
