package io.granary.cli.demo;

import io.granary.cli.client.JsonHttp;
import io.granary.cli.openlineage.LineageTarget;
import io.granary.cli.openlineage.ModelJob;
import io.granary.cli.terminal.ProgressLine;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetManifestJson;
import io.granary.registry.client.RegistryApi;
import io.granary.training.Hyperparameters;
import io.granary.training.TrainedModel;
import io.granary.training.Trainer;
import io.granary.training.TrainingJob;
import io.granary.training.TrainingSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Trains versions of the model, registers them and waits until they are served. */
final class ModelTraining {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final DemoFolder folder;
    private final RegistryApi registry;
    private final JsonHttp serving;
    private final LineageTarget lineage;

    ModelTraining(DemoFolder folder, RegistryApi registry, JsonHttp serving, LineageTarget lineage) {
        this.folder = folder;
        this.registry = registry;
        this.serving = serving;
        this.lineage = lineage;
    }

    /** Version 1 with shallow trees, version 2 with deeper ones. */
    List<TrainedModel> trainTwoVersions() {
        return List.of(
                train("1", Hyperparameters.DEFAULT.withRounds(60).withDepth(3)),
                train("2", Hyperparameters.DEFAULT.withRounds(120).withDepth(5)));
    }

    /** How good a version is, in one line. */
    static String text(TrainedModel trained) {
        return String.format(
                Locale.ROOT,
                "%s: AUC %.3f on the newest 15 %% of flights, of which %.1f %% were late",
                trained.job().folder().getFileName(),
                trained.test().auc(),
                100 * trained.test().baseRate());
    }

    private TrainedModel train(String version, Hyperparameters hyperparameters) {
        Path target = folder.models().resolve(Demo.MODEL).resolve(version);
        Path set = folder.trainingSet();
        TrainingSetManifest manifest = TrainingSetManifestJson.read(set);
        TrainingJob job = TrainingJob.of(TrainingSet.of(set, manifest), "late", "late_probability", target)
                .withHyperparameters(hyperparameters);
        TrainedModel trained = lineage.tell(ModelJob.of(Demo.MODEL, set, manifest, target), () -> fit(job));
        String uri = Demo.MODEL + "/" + version + "/" + TrainedModel.ONNX_FILE;
        registry.registerModelVersion(Demo.PROJECT, Demo.MODEL, trained.toVersion(version, uri));
        String ready = "/v2/models/" + Demo.MODEL + "/versions/" + version + "/ready";
        Await.until("200 from " + ready, PATIENCE, () -> serving.answers(ready));
        return trained;
    }

    private static TrainedModel fit(TrainingJob job) {
        try (ProgressLine progress = new ProgressLine("train")) {
            return Trainer.train(
                    job,
                    (round, rounds, loss) -> progress.at(
                            (double) round / rounds, String.format(Locale.ROOT, "validation log loss %.4f", loss)));
        }
    }
}
