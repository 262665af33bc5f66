package io.granary.cli.openlineage;

import io.granary.offline.engine.TrainingSetManifest;
import java.nio.file.Path;
import java.util.List;

/** The training of a model, as lineage knows it. */
public final class ModelJob {

    private ModelJob() {}

    /**
     * A job that makes files of a model.
     *
     * @param set folder of the training set
     * @param output folder of the model's files
     */
    public static LineageJob of(String model, Path set, TrainingSetManifest manifest, Path output) {
        return new LineageJob(
                JobData.namespace(manifest.project()),
                "train." + model,
                List.of(JobData.trainingSet(set, manifest)),
                List.of(JobData.files(output)));
    }
}
