package io.granary.cli;

import io.granary.cli.terminal.Confirmation;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.ProgressLine;
import io.granary.ingestion.Rebuild;
import io.granary.ingestion.RebuildPlan;
import io.granary.ingestion.RebuildPlan.Materialization;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.ProjectRollout;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code granary rebuild}: fills an online store that lost its data. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Fills an online store that lost its data, or a part of it: the feature log is applied from its start, and"
                    + " what the log does not reach back to is materialized from rows at rest, or computed again from"
                    + " events that are still in their topics.",
            "Shows what comes from where first. Ends with 1 when something is nowhere any more, which it names. Answers"
                    + " go on meanwhile, ingestion too; running it again does no harm."
        })
final class RebuildCommand implements Callable<Integer> {

    @Option(names = "--dry-run", description = "Only show what would come from where.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Mixin
    private ProjectServers servers;

    @Mixin
    private SparkOptions spark;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        ProjectRollout rollout = servers.rollout();
        try (OnlineStore store = servers.openStore();
                Rebuild rebuild = Rebuild.open(servers.ingestion(), store, rollout)) {
            RebuildPlan plan = rebuild.plan();
            RebuildText text = new RebuildText(plan);
            if (dryRun) {
                output.print(text.plan(), text.data());
            } else {
                spec.commandLine().getErr().print(text.plan());
                spec.commandLine().getErr().flush();
                if (!yes) {
                    Confirmation.require(spec.commandLine(), "Rebuild the online store of " + servers.project() + "?");
                }
                run(rebuild, plan, text);
            }
            return plan.isWhole() ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private void run(Rebuild rebuild, RebuildPlan plan, RebuildText text) {
        Instant start = clock.instant();
        Rebuild.Stored before = rebuild.count();
        rebuild.begin(plan);
        long materialized =
                plan.materializations().stream().mapToLong(this::materialize).sum();
        long replayed;
        try (ProgressLine progress = new ProgressLine("replay")) {
            replayed = rebuild.replay(plan, progress::at);
        }
        long applied;
        try (ProgressLine progress = new ProgressLine("apply")) {
            applied = rebuild.awaitApplied(plan, progress::at);
        }
        Duration took = Duration.between(start, clock.instant());
        RebuildText.Done done = new RebuildText.Done(materialized, replayed, applied, before, rebuild.count(), took);
        output.print(text.done(done), text.data(done));
    }

    private long materialize(Materialization views) {
        Instant now = clock.instant();
        MaterializationRequest request = new MaterializationRequest(
                views.revision(), servers.repository(), views.views(), Map.of(), now, now, servers.kafka());
        return spark.withEngine(engine -> {
            try (ProgressLine progress = new ProgressLine("materialize")) {
                return engine.materialize(request, progress).rowsWritten();
            }
        });
    }
}
