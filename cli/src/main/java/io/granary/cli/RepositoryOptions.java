package io.granary.cli;

import io.granary.cli.files.Repository;
import io.granary.cli.files.TableStores;
import io.granary.registry.server.repository.ProjectSettings;
import io.granary.registry.server.repository.RepositoryLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which feature repository a command works on, in which of its environments. */
final class RepositoryOptions {

    static final String FOLDER = "--repo";
    static final String ENVIRONMENT = "--env";

    @Option(
            names = FOLDER,
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The feature repository (default: the current folder).")
    private Path folder;

    @Option(
            names = ENVIRONMENT,
            paramLabel = "NAME",
            description = "One of the repository's environments: its overlays, its project and its registry count"
                    + " (default: none of them).")
    private @Nullable String environment;

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }

    @Nullable
    String environment() {
        return environment;
    }

    /** The project that the repository is of. */
    String project() {
        return settings().project();
    }

    /** What the repository says of its project, whatever else is wrong with it. */
    ProjectSettings settings() {
        return RepositoryLoader.settings(folder(), environment);
    }

    /** The repository, whole and valid. */
    Repository load() {
        return Repository.load(folder(), environment);
    }

    /** The same, its tables with the columns that they have. */
    Repository load(TableOptions tables) {
        try (TableStores stores = tables.open()) {
            return Repository.load(folder(), environment, stores);
        }
    }
}
