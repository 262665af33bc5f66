package io.granary.cli;

import io.granary.offline.engine.ArchiveGap;
import io.granary.offline.engine.EventArchive;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

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

    /** Names on standard error what was read without. */
    void warn(List<ArchiveGap> accepted) {
        PrintWriter err = spec.commandLine().getErr();
        for (ArchiveGap gap : accepted) {
            err.println("Accepted: the archive lacks offsets "
                    + (gap.last() == null ? "from " + gap.first() + " on" : gap.first() + " to " + gap.last())
                    + " of partition " + gap.partition() + " of topic " + gap.topic());
        }
        err.flush();
    }
}
