package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.process.WindowBackfill;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.ProgressLine;
import io.granary.cli.terminal.Table;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.ingestion.Materializations;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.BackfillResult.BackfilledView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = "Fills windows with the events that their stream applications do not count: those of the history,"
                + " and archived ones from before the application began. Again, it writes the same states.")
final class BackfillCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "VIEW", description = "Window views (default: all of streams).")
    private List<String> views = List.of();

    @Option(
            names = "--no-wait",
            description = "Do not wait until the online store has the states of generations that are being built.")
    private boolean noWait;

    @Mixin
    private ArchiveFolder archive;

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

    @Override
    public Integer call() {
        Rollout rollout = registry.api().rollout(project.name());
        Revision revision = rollout.written(registry.api().revision(project.name(), rollout.newest()));
        List<String> wanted = views.isEmpty() ? BackfillRequest.viewsOfStreams(revision) : views;
        try (WindowBackfill backfill = WindowBackfill.open(revision, wanted, kafka.clientSettings())) {
            run(backfill);
            finish(backfill, rollout, revision);
        }
        return ExitCode.OK;
    }

    private void run(WindowBackfill backfill) {
        BackfillRequest request = backfill.request(project.repository().folder(), archive.folder());
        long start = System.nanoTime();
        BackfillResult result = spark.withEngine(engine -> {
            try (ProgressLine progress = new ProgressLine("backfill")) {
                return engine.backfill(request, progress);
            }
        });
        print(result, System.nanoTime() - start);
    }

    private void finish(WindowBackfill backfill, Rollout rollout, Revision revision) {
        PrintWriter err = spec.commandLine().getErr();
        try (Materializations log = Materializations.open(kafka.clientSettings())) {
            MaterializedGenerations generations =
                    new MaterializedGenerations(registry.api(), log, rollout, revision, backfill.names());
            Map<TopicPartition, Long> end = generations.record(backfill::end);
            if (!noWait) {
                generations.promote(end, err);
            }
        } finally {
            err.flush();
        }
    }

    private void print(BackfillResult result, long nanos) {
        double seconds = (double) nanos / TimeUnit.SECONDS.toNanos(1);
        Table table = Table.of("VIEW", "EVENTS", "ENTITIES", "STATES", "EVENTS/S");
        ObjectNode data = JsonHttp.MAPPER.createObjectNode();
        for (BackfilledView view : result.views()) {
            long rate = Math.round(view.events() / seconds);
            table.row(view.view(), view.events(), view.entities(), view.pages(), rate);
            data.withObjectProperty("views")
                    .putObject(view.view())
                    .put("events", view.events())
                    .put("entities", view.entities())
                    .put("states", view.pages())
                    .put("events_per_second", rate);
        }
        output.print(table, data);
    }
}
