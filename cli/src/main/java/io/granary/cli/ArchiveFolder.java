package io.granary.cli;

import io.granary.core.GranaryException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the archive is, if there is one. */
final class ArchiveFolder {

    @Option(
            names = {"--archive", "--archive-folder"},
            paramLabel = "FOLDER",
            description =
                    "Where ingestion keeps every record of stream and push topics, for the offline store (default:"
                            + " nowhere).")
    private @Nullable Path folder;

    @Nullable
    Path folder() {
        return folder == null ? null : folder.toAbsolutePath().normalize();
    }

    /** The same, of what is there already. */
    @Nullable
    Path existing() {
        Path given = folder();
        if (given != null && !Files.isDirectory(given)) {
            throw GranaryException.invalid("--archive", given, "a folder that ingestion archives to");
        }
        return given;
    }
}
