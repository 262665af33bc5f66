package io.granary.cli.files;

import io.granary.core.definition.Definitions;
import io.granary.registry.server.repository.FeatureRepository;
import io.granary.registry.server.repository.RepositoryLoader;
import java.nio.file.Path;

/** A feature repository that was loaded and found valid. */
public record Repository(Path folder, String project, Definitions definitions) {

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) with every problem of every file */
    public static Repository load(Path folder) {
        FeatureRepository loaded = RepositoryLoader.load(folder, new ParquetSchemas(folder));
        return new Repository(folder, loaded.project(), loaded.definitions());
    }
}
