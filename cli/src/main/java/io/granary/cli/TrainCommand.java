package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.openlineage.LineageOptions;
import io.granary.cli.openlineage.ModelJob;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.ProgressLine;
import io.granary.cli.terminal.Table;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import io.granary.training.Hyperparameters;
import io.granary.training.TrainedModel;
import io.granary.training.Trainer;
import io.granary.training.TrainingJob;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Trains a baseline (gradient-boosted trees) on a training set, judges it on the newest rows, saves it"
                        + " natively and as ONNX, and registers it as a version of a model.")
final class TrainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = "A model of the project.")
    private String model;

    @Option(names = "--training-set", paramLabel = "FOLDER", required = true, description = StoredSets.PLACE)
    private Path trainingSet;

    @Option(names = "--label", paramLabel = "COLUMN", required = true, description = "The true or false to learn.")
    private String label;

    @Option(names = "--models", paramLabel = "FOLDER", defaultValue = "models", description = "Where model files go.")
    private Path models;

    @Option(names = "--version-name", paramLabel = "VERSION", description = "Default: one more than the newest.")
    private @Nullable String version;

    @Option(names = "--exclude", paramLabel = "FEATURE", description = "A feature the model must not see. Repeatable.")
    private Set<String> excluded = Set.of();

    @Option(names = "--rounds", defaultValue = "200", description = "At most this many trees (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--depth", defaultValue = "4", description = "Depth of a tree (${DEFAULT-VALUE}).")
    private int depth;

    @Option(names = "--eta", defaultValue = "0.1", description = "Learning rate (${DEFAULT-VALUE}).")
    private double eta;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private IcebergOptions iceberg;

    @Mixin
    private LineageOptions lineage;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Model definition = registry.api().latest(project.name()).definitions().model(model);
        String name = version == null ? String.valueOf(definition.versions().size() + 1) : version;
        Path folder = models.toAbsolutePath().normalize().resolve(model).resolve(name);
        TrainingSetFolder set = StoredSets.read(trainingSet, iceberg);
        TrainingJob job = TrainingJob.of(
                        set.toTrain(), label, definition.outputs().get(0).name(), folder)
                .withoutFeatures(excluded)
                .withHyperparameters(Hyperparameters.DEFAULT
                        .withRounds(rounds)
                        .withDepth(depth)
                        .withEta(eta));
        TrainedModel trained =
                lineage.target().tell(ModelJob.of(model, set.folder(), set.manifest(), folder), () -> train(job));
        ModelVersion registered = trained.toVersion(
                name, folder.resolve(TrainedModel.ONNX_FILE).toUri().toString());
        Revision revision = registry.api().registerModelVersion(project.name(), model, registered);
        print(registered, revision);
        return ExitCode.OK;
    }

    private static TrainedModel train(TrainingJob job) {
        try (ProgressLine progress = new ProgressLine("train")) {
            return Trainer.train(
                    job,
                    (round, rounds, loss) -> progress.at(
                            (double) round / rounds, String.format(Locale.ROOT, "validation log loss %.4f", loss)));
        }
    }

    private void print(ModelVersion version, Revision revision) {
        Table table = Table.of("METRIC", "VALUE");
        ObjectNode data = JsonHttp.MAPPER
                .createObjectNode()
                .put("model", model)
                .put("version", version.version())
                .put("uri", version.uri())
                .put("revision", revision.number());
        table.row("model", model + " version " + version.version());
        table.row("file", version.uri());
        table.row("registry revision", revision.number());
        version.metrics().forEach((metric, value) -> {
            table.row(metric, String.format(Locale.ROOT, "%.4f", value));
            data.withObjectProperty("metrics").put(metric, value);
        });
        output.print(table, data);
    }
}
