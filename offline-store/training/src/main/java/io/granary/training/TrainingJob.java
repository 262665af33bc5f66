package io.granary.training;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.util.Set;

/**
 * What to train, on what, and where to put it. Made by {@link #of} and refined by the {@code with} methods.
 *
 * @param labelColumn boolean, or a number that is 0 or 1; rows without a label are left out and counted
 * @param output name of the model's output, the probability that the label is true
 * @param folder where the model's files go; must not exist yet
 * @param excludedFeatures full names of features that the model must not see
 */
public record TrainingJob(
        TrainingSet trainingSet,
        String labelColumn,
        String output,
        Path folder,
        Set<String> excludedFeatures,
        Hyperparameters hyperparameters) {

    public TrainingJob {
        requireNonNull(trainingSet, "trainingSet");
        requireNonNull(labelColumn, "labelColumn");
        requireNonNull(output, "output");
        requireNonNull(folder, "folder");
        excludedFeatures = Set.copyOf(excludedFeatures);
        for (String feature : excludedFeatures) {
            if (!trainingSet.features().contains(feature)) {
                throw GranaryException.invalid("excluded feature", feature, "one of " + trainingSet.features());
            }
        }
    }

    /** Trains on every feature with the default hyperparameters. */
    public static TrainingJob of(TrainingSet trainingSet, String labelColumn, String output, Path folder) {
        return new TrainingJob(trainingSet, labelColumn, output, folder, Set.of(), Hyperparameters.DEFAULT);
    }

    public TrainingJob withoutFeatures(Set<String> features) {
        return new TrainingJob(trainingSet, labelColumn, output, folder, features, hyperparameters);
    }

    public TrainingJob withHyperparameters(Hyperparameters chosen) {
        return new TrainingJob(trainingSet, labelColumn, output, folder, excludedFeatures, chosen);
    }
}
