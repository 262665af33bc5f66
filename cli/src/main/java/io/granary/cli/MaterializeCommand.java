package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "materialize",
        mixinStandardHelpOptions = true,
        description = "Writes the newest rows of batch sources, and of streams' histories, to the feature log, from"
                + " where they reach the online store.")
final class MaterializeCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "VIEW", description = "Feature views (default: all with rows at rest).")
    private List<String> views = List.of();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Leave out rows with a later event timestamp; a generation that is being built does not"
                    + " answer after that.")
    private @Nullable Instant until;

    @Mixin
    private FillOptions fill;

    @Mixin
    private Output output;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Rollout rollout = fill.rollout();
        MaterializationRequest request = request(fill.written(rollout));
        print(fill.onEngine((engine, progress) -> engine.materialize(request, progress)));
        finish(rollout, request);
        return ExitCode.OK;
    }

    private void finish(Rollout rollout, MaterializationRequest request) {
        if (until == null) {
            fill.finish(rollout, request.revision(), request.views(), MaterializedGenerations::record);
        } else {
            fill.explainPart(rollout, request.revision(), request.views());
        }
    }

    private MaterializationRequest request(Revision revision) {
        Instant now = clock.instant();
        return new MaterializationRequest(
                revision,
                fill.repository(),
                views.isEmpty() ? MaterializationRequest.viewsAtRest(revision) : views,
                until == null ? now : until,
                now,
                fill.kafka());
    }

    private void print(MaterializationResult result) {
        Table table = Table.of("VIEW", "ROWS READ", "ROWS WRITTEN");
        ObjectNode data = JsonHttp.MAPPER
                .createObjectNode()
                .put("run_start", result.runStart().toString());
        for (MaterializedView view : result.views()) {
            table.row(view.view(), view.rowsRead(), view.rowsWritten());
            data.withObjectProperty("views")
                    .putObject(view.view())
                    .put("rows_read", view.rowsRead())
                    .put("rows_written", view.rowsWritten());
        }
        output.print(table, data);
    }
}
