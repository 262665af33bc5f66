package io.granary.cli;

import io.granary.core.GranaryException;
import io.granary.offline.engine.FrameSample;
import io.granary.offline.engine.LabelJoin;
import io.granary.offline.engine.SetShape;
import io.granary.offline.engine.SetSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rows of its entity frame a training set takes, into which parts they go, and with which label. */
final class ShapeOptions {

    @Option(
            names = "--sample",
            paramLabel = "SHARE|ROWS",
            description = "Take some rows of the frame only: about a share, such as 0.1, or a number, such as 10000.")
    private @Nullable String sample;

    @Option(
            names = "--split",
            paramLabel = "BY:PARTS",
            description =
                    "Put the rows into folders train and test, or train, validation and test: time, entity or hash, and"
                            + " the parts' shares, such as time:0.8,0.1,0.1; or by time, their first moments, such as"
                            + " time:2026-01-01T00:00:00Z. By entity all rows of one are in one part, by hash equal rows.")
    private @Nullable String split;

    @Option(
            names = "--split-columns",
            paramLabel = "COLUMN",
            split = ",",
            description = "What is hashed (default: by entity the columns of the join keys, by hash all of the frame).")
    private List<String> splitColumns = List.of();

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Of --sample and --split; another one chooses other rows (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--label-view",
            paramLabel = "VIEW[:FEATURE]",
            description =
                    "Join as label what a view says after a row's moment, up to the horizon, as it is known then.")
    private @Nullable String labelView;

    @Option(
            names = "--horizon",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "How far after a row's moment its label may be, such as 7d.")
    private @Nullable Duration horizon;

    @Option(
            names = "--label-until",
            paramLabel = "MOMENT",
            description =
                    "The moment up to which the label's source is whole; later labels are not known yet (default: that"
                            + " of its newest row, of a stream's where its history or its archive ends).")
    private @Nullable Instant labelUntil;

    /** @throws GranaryException (INVALID_ARGUMENT) naming the option that is not understood, or lacks another one */
    SetShape shape() {
        if (split == null && !splitColumns.isEmpty()) {
            throw GranaryException.invalid("--split-columns", splitColumns, "--split to go with it");
        }
        return new SetShape(
                sample == null ? null : FrameSample.parse(sample, seed),
                split == null ? null : SetSplit.parse(split, splitColumns, seed),
                label());
    }

    private @Nullable LabelJoin label() {
        if (labelView == null && horizon == null && labelUntil == null) {
            return null;
        }
        if (labelView == null || horizon == null) {
            throw GranaryException.invalid(
                    labelView == null ? "--label-view" : "--horizon", null, "--label-view and --horizon together");
        }
        return LabelJoin.of(labelView, horizon, labelUntil);
    }
}
