package io.granary.cli;

import io.granary.cli.terminal.Output;
import io.granary.ingestion.MaterializationRun;
import io.granary.ingestion.MaterializationRunJson;
import io.granary.ingestion.Materializations;
import io.granary.ingestion.SnapshotWatermark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "materializations",
        mixinStandardHelpOptions = true,
        description =
                "Lists the materializations that ended well, the newest first, with the watermark, or the snapshot of"
                        + " an Iceberg table, at which the next incremental one goes on.")
final class MaterializationsCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "VIEW", description = "Of one feature view (default: of all).")
    private @Nullable String view;

    @Mixin
    private LimitOption limit;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Listing listing = Listing.of(
                "RUN START",
                "VIEW",
                "GENERATION",
                "FROM",
                "UNTIL",
                "WATERMARK",
                "SNAPSHOT",
                "ROWS READ",
                "ROWS WRITTEN");
        for (MaterializationRun run : newest(limit.value())) {
            SnapshotWatermark snapshot = run.snapshot();
            listing.add(
                    MaterializationRunJson.write(run),
                    run.runStart(),
                    run.view(),
                    run.field(),
                    snapshot == null || snapshot.since() == null ? run.from() : "snapshot " + snapshot.since(),
                    run.until(),
                    run.watermark(),
                    snapshot == null ? null : snapshot.id(),
                    run.rowsRead(),
                    run.rowsWritten());
        }
        listing.print(output);
        return ExitCode.OK;
    }

    private List<MaterializationRun> newest(int most) {
        try (Materializations log = Materializations.open(kafka.clientSettings())) {
            List<MaterializationRun> runs = new ArrayList<>(log.runs(project.name()));
            runs.removeIf(run -> view != null && !run.view().equals(view));
            Collections.reverse(runs);
            return runs.subList(0, Math.min(most, runs.size()));
        }
    }
}
