package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.ProgressLine;
import io.granary.cli.terminal.Table;
import io.granary.core.definition.Revision;
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

    @Option(names = "--until", paramLabel = "TIME", description = "Leave out rows with a later event timestamp.")
    private @Nullable Instant until;

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

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Revision revision = registry.api().latest(project.name());
        MaterializationResult result = spark.withEngine(engine -> {
            try (ProgressLine progress = new ProgressLine("materialize")) {
                return engine.materialize(request(revision), progress);
            }
        });
        print(result);
        return ExitCode.OK;
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
