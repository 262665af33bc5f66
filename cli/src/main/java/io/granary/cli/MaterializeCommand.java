package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.process.TableMaterialization;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.ingestion.MaterializationRange;
import io.granary.offline.engine.LogWriting;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import io.granary.offline.engine.Since;
import io.granary.offline.engine.SnapshotRead;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "materialize",
        mixinStandardHelpOptions = true,
        description = "Writes the newest rows of batch sources, and of streams' histories, to the feature log, from"
                + " where they reach the online store.")
final class MaterializeCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "VIEW", description = "Feature views (default: all with rows at rest).")
    private List<String> views = List.of();

    @Mixin
    private RowRangeOptions range;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Write at most so many rows a second (default: as many as it can).")
    private @Nullable Integer rate;

    @Mixin
    private FillOptions fill;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        MaterializationRange rows = range.rows();
        LogWriting writing = new LogWriting(range.replacesBefore(), rate);
        Rollout rollout = fill.rollout();
        Revision revision = fill.written(rollout);
        List<String> wanted = views.isEmpty() ? MaterializationRequest.viewsAtRest(revision) : views;
        try (TableMaterialization work = TableMaterialization.open(revision, wanted, fill.kafka())) {
            MaterializationRequest request =
                    work.request(fill.repository(), clock.instant(), rows).withWriting(writing);
            MaterializationResult result = fill.onEngine((engine, progress) -> engine.materialize(request, progress));
            work.ended(request, result, rows);
            print(request, result);
            finish(rollout, request, TableMaterialization.isPart(result, rows));
        }
        return ExitCode.OK;
    }

    private void finish(Rollout rollout, MaterializationRequest request, boolean isPart) {
        if (isPart) {
            fill.explainPart(rollout, request.revision(), request.views());
        } else {
            fill.finish(rollout, request.revision(), request.views(), MaterializedGenerations::record);
        }
    }

    private void print(MaterializationRequest request, MaterializationResult result) {
        Table table = Table.of("VIEW", "SINCE", "ROWS READ", "ROWS WRITTEN");
        ObjectNode data = JsonHttp.MAPPER
                .createObjectNode()
                .put("run_start", result.runStart().toString());
        for (MaterializedView view : result.views()) {
            Since since = request.since().get(view.view());
            table.row(view.view(), since(since, view.snapshot()), view.rowsRead(), view.rowsWritten());
            ObjectNode node = data.withObjectProperty("views").putObject(view.view());
            put(since, view.snapshot(), node);
            node.put("rows_read", view.rowsRead()).put("rows_written", view.rowsWritten());
        }
        output.print(table, data);
        if (range.rows().lookback() != null) {
            warn(request);
        }
    }

    /** By moments, what was asked for; by snapshots, what was done, as a run may have had to take everything. */
    private static String since(@Nullable Since asked, @Nullable SnapshotRead read) {
        if (asked instanceof Since.Moment since) {
            return (since.clock() == Since.Clock.CREATED ? "created " : "event ") + since.moment();
        }
        return read == null || read.since() == null ? "" : "snapshot " + read.since();
    }

    private static void put(@Nullable Since asked, @Nullable SnapshotRead read, ObjectNode node) {
        if (asked instanceof Since.Moment since) {
            node.put("since", since.moment().toString())
                    .put("since_clock", since.clock().name().toLowerCase(Locale.ROOT));
        }
        if (read != null) {
            node.put("snapshot", read.version().snapshotId());
            if (read.since() != null) {
                node.put("since_snapshot", read.since());
            }
        }
    }

    private void warn(MaterializationRequest request) {
        PrintWriter err = spec.commandLine().getErr();
        request.since().forEach((view, since) -> {
            if (since instanceof Since.Moment from && from.clock() == Since.Clock.EVENT) {
                err.printf(
                        "%s: its source declares no createdTimestamp, so a row that came later than --lookback after its"
                                + " event timestamp is in no incremental run; 'granary materialize %s' takes every row%n",
                        view, view);
            }
        });
        err.flush();
    }
}
