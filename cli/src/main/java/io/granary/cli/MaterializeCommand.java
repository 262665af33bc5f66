package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.ProgressLine;
import io.granary.cli.terminal.Table;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.ingestion.Materializations;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
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

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Leave out rows with a later event timestamp; a generation that is being built does not"
                    + " answer after that.")
    private @Nullable Instant until;

    @Option(
            names = "--no-wait",
            description = "Do not wait until the online store has the rows of generations that are being built.")
    private boolean noWait;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private SparkOptions spark;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Rollout rollout = registry.api().rollout(project.name());
        Revision revision = rollout.written(registry.api().revision(project.name(), rollout.newest()));
        MaterializationRequest request = request(revision);
        MaterializationResult result = spark.withEngine(engine -> {
            try (ProgressLine progress = new ProgressLine("materialize")) {
                return engine.materialize(request, progress);
            }
        });
        print(result);
        finish(rollout, request);
        return ExitCode.OK;
    }

    private void finish(Rollout rollout, MaterializationRequest request) {
        PrintWriter err = spec.commandLine().getErr();
        try (Materializations log = Materializations.open(kafka.clientSettings())) {
            MaterializedGenerations generations =
                    new MaterializedGenerations(registry.api(), log, rollout, request.revision(), request.views());
            if (until != null) {
                generations.explainPart(err);
                return;
            }
            Map<TopicPartition, Long> end = generations.record();
            if (!noWait) {
                generations.promote(end, err);
            }
        } finally {
            err.flush();
        }
    }

    private MaterializationRequest request(Revision revision) {
        Instant now = clock.instant();
        return new MaterializationRequest(
                revision,
                project.repository().folder(),
                views.isEmpty() ? MaterializationRequest.viewsAtRest(revision) : views,
                until == null ? now : until,
                now,
                kafka.clientSettings());
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
