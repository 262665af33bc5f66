package io.granary.cli;

import io.granary.core.GranaryException;
import io.granary.ingestion.MaterializationRange;
import io.granary.offline.engine.LogWriting;
import io.granary.registry.client.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which rows at rest a command takes. */
final class RowRangeOptions {

    private static final String LOOKBACK = "--lookback";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @ArgGroup
    private @Nullable Start start;

    @Option(
            names = LOOKBACK,
            paramLabel = "DURATION",
            defaultValue = "1d",
            converter = DurationText.class,
            description = "With --incremental, look again at what came this long before the last run (default:"
                    + " ${DEFAULT-VALUE}); not by snapshots, which miss nothing.")
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
                        + " createdTimestamp, of an Iceberg table those of the snapshot that it read, of another table"
                        + " those with event timestamps before it. The first run of a generation takes everything, and"
                        + " so does one since whose snapshot rows were changed.")
        private boolean incremental;

        @Option(
                names = "--from",
                required = true,
                paramLabel = "TIME",
                description =
                        "Leave out rows with an earlier event timestamp; a generation that is being built does not"
                                + " answer after that.")
        private @Nullable Instant from;

        @Option(
                names = "--overwrite",
                required = true,
                description =
                        "Of a source that was wrong and is corrected: write its newest row of each entity over what"
                                + " the online store has, also where that is newer; but over no row of the stream itself, or later"
                                + " than --until. An entity without a row in the source keeps what it has.")
        private boolean overwrite;
    }

    /** Which stored rows give way to those that are taken, whichever are greater; null: none. */
    @Nullable
    Instant replacesBefore() {
        if (start == null || !start.overwrite) {
            return null;
        }
        return until == null ? LogWriting.ALL : until.plus(1, ChronoUnit.MICROS);
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the command line has a lookback that nothing would use */
    MaterializationRange rows() {
        boolean incremental = start != null && start.incremental;
        if (!incremental && command.commandLine().getParseResult().hasMatchedOption(LOOKBACK)) {
            throw GranaryException.invalid(LOOKBACK, Durations.text(lookback), "--incremental to go with it");
        }
        return new MaterializationRange(incremental ? lookback : null, start == null ? null : start.from, until);
    }
}
