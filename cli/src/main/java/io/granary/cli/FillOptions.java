package io.granary.cli;

import io.granary.cli.terminal.ProgressLine;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.ingestion.Materializations;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands need that fill generations with what is at rest, and how they begin and end. */
final class FillOptions {

    @Option(
            names = "--no-wait",
            description =
                    "Do not wait until the online store has what was written of generations that are being built.")
    private boolean noWait;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private SparkOptions spark;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Rollout rollout() {
        return registry.api().rollout(project.name());
    }

    /** The newest revision of a rollout, as its rows are written. */
    Revision written(Rollout rollout) {
        return rollout.written(registry.api().revision(project.name(), rollout.newest()));
    }

    Path repository() {
        return project.repository().folder();
    }

    Map<String, String> kafka() {
        return kafka.clientSettings();
    }

    /** Runs the command's work and shows how far it is. */
    <T> T onEngine(BiFunction<OfflineEngine, ProgressListener, T> work) {
        return spark.withEngine(engine -> {
            try (ProgressLine progress =
                    new ProgressLine(spec.name(), spec.commandLine().getErr())) {
                return work.apply(engine, progress);
            }
        });
    }

    /**
     * Lets the generations answer of which everything is written, or says what they still need.
     *
     * @param record records what was written, and returns where the log ends that has it
     */
    void finish(
            Rollout rollout,
            Revision revision,
            List<String> views,
            Function<MaterializedGenerations, Map<TopicPartition, Long>> record) {
        withGenerations(rollout, revision, views, (generations, err) -> {
            Map<TopicPartition, Long> end = record.apply(generations);
            if (!noWait) {
                generations.promote(end, err);
            }
        });
    }

    /** Says why generations do not answer of which a part is written. */
    void explainPart(Rollout rollout, Revision revision, List<String> views) {
        withGenerations(rollout, revision, views, MaterializedGenerations::explainPart);
    }

    private void withGenerations(
            Rollout rollout,
            Revision revision,
            List<String> views,
            BiConsumer<MaterializedGenerations, PrintWriter> work) {
        PrintWriter err = spec.commandLine().getErr();
        try (Materializations log = Materializations.open(kafka())) {
            work.accept(new MaterializedGenerations(registry.api(), log, rollout, revision, views), err);
        } finally {
            err.flush();
        }
    }
}
