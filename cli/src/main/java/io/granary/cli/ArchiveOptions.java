package io.granary.cli;

import io.granary.cli.process.AllInOne;
import io.granary.ingestion.archive.ArchiveConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether, where and how often ingestion puts records into an archive. */
final class ArchiveOptions {

    @Option(
            names = "--archive-roll-age",
            paramLabel = "DURATION",
            defaultValue = "5m",
            converter = DurationText.class,
            description = "How old a file of the archive gets before it is put in its place, where readers find it"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration rollAge;

    @Mixin
    private ArchiveFolder archive;

    /** How the all-in-one process archives; null: not at all. */
    AllInOne.@Nullable Archive allInOne() {
        Path folder = archive.folder();
        return folder == null ? null : new AllInOne.Archive(folder, rollAge);
    }

    /** What to archive; null: nothing. */
    @Nullable
    ArchiveConfig config(String project, String bootstrapServers) {
        Path folder = archive.folder();
        return folder == null
                ? null
                : ArchiveConfig.of(project, bootstrapServers, folder).withRollAge(rollAge);
    }
}
