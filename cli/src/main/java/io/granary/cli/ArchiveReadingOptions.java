package io.granary.cli;

import io.granary.offline.engine.EventArchive;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which archive the offline store reads, and how. */
final class ArchiveReadingOptions {

    @Mixin
    private ArchiveFolder folder;

    @Option(
            names = "--accept-archive-gaps",
            description =
                    "Read an archive that lacks records, or ends before the last entity row: what is missing counts"
                            + " as if it had never been.")
    private boolean acceptGaps;

    @Mixin
    private SchemaRegistryOptions schemaRegistry;

    /** The archive; null: none is read. */
    @Nullable
    EventArchive archive() {
        Path path = folder.folder();
        if (path == null) {
            return null;
        }
        EventArchive archive = EventArchive.of(path).with(schemaRegistry.config());
        return acceptGaps ? archive.acceptingGaps() : archive;
    }
}
