package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.process.WindowBackfill;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.offline.engine.ArchiveGapJson;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.BackfillResult.BackfilledView;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = "Fills windows with the events that their stream applications do not count: those of the history,"
                + " and archived ones from before the application began. Again, it writes the same states.")
final class BackfillCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "VIEW", description = "Window views (default: all of streams).")
    private List<String> views = List.of();

    @Mixin
    private ArchiveReadingOptions archive;

    @Mixin
    private FillOptions fill;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Rollout rollout = fill.rollout();
        Revision revision = fill.written(rollout);
        List<String> wanted = views.isEmpty() ? BackfillRequest.viewsOfStreams(revision) : views;
        try (WindowBackfill backfill = WindowBackfill.open(revision, wanted, fill.kafka())) {
            run(backfill);
            fill.finish(rollout, revision, backfill.names(), generations -> generations.record(backfill::end));
        }
        return ExitCode.OK;
    }

    private void run(WindowBackfill backfill) {
        BackfillRequest request = backfill.request(fill.repository(), archive.archive());
        long start = System.nanoTime();
        BackfillResult result = fill.onEngine((engine, progress) -> engine.backfill(request, progress));
        print(result, System.nanoTime() - start);
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
        data.set("archive_gaps", ArchiveGapJson.write(result.archiveGaps()));
        output.print(table, data);
        archive.warn(result.archiveGaps());
    }
}
