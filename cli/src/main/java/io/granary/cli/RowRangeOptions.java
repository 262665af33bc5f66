package io.granary.cli;

import io.granary.ingestion.MaterializationRange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which rows at rest a command takes. */
final class RowRangeOptions {

    @ArgGroup
    private @Nullable Start start;

    @Option(
            names = "--lookback",
            paramLabel = "DURATION",
            defaultValue = "1d",
            converter = DurationText.class,
            description = "With --incremental, look again at what came this long before the last run (default:"
                    + " ${DEFAULT-VALUE}).")
    private Duration lookback = Duration.ofDays(1);

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Leave out rows with a later event timestamp; a generation that is being built does not"
                    + " answer while there are any.")
    private @Nullable Instant until;

    private static final class Start {

        @Option(
                names = "--incremental",
                required = true,
                description = "Leave out what the last run had: rows created before it or, where the source declares no"
                        + " createdTimestamp, with event timestamps before it. The first run of a generation takes"
                        + " everything.")
        private boolean incremental;

        @Option(
                names = "--from",
                required = true,
                paramLabel = "TIME",
                description =
                        "Leave out rows with an earlier event timestamp; a generation that is being built does not"
                                + " answer after that.")
        private @Nullable Instant from;
    }

    MaterializationRange rows() {
        return new MaterializationRange(
                start != null && start.incremental ? lookback : null, start == null ? null : start.from, until);
    }
}
