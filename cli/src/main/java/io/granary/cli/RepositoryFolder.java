package io.granary.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which feature repository a command works on, where all its environments are meant. */
final class RepositoryFolder {

    @Option(
            names = RepositoryOptions.FOLDER,
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The feature repository (default: the current folder).")
    private Path folder;

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }
}
