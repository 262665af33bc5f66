package io.granary.cli;

import io.granary.cli.files.Repository;
import io.granary.registry.server.repository.RepositoryLoader;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which feature repository a command works on. */
final class RepositoryOptions {

    @Option(
            names = "--repo",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The feature repository (default: the current folder).")
    private Path folder;

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }

    /** The project that the repository is of. */
    String project() {
        return RepositoryLoader.project(folder());
    }

    /** The repository, whole and valid. */
    Repository load() {
        return Repository.load(folder());
    }
}
