package io.granary.offline.engine;

import io.granary.core.definition.FeatureSelection;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a training set was asked to be: with the same files, it is made again.
 *
 * @param revision number of the registry revision
 * @param entities path or address of the entity frame, as it was given; null in manifests of versions that did not say
 * @param eventTimestamp the frame's column that says which moment a row asks for
 * @param service the feature service asked for, or null
 * @param features in the order asked; none in manifests of versions that did not say
 * @param knowledge that was asked for; null: each source's default
 * @param archive folder of the archive that was read, or null
 * @param entityTable what {@code entities} is a version of, or null
 * @param shape {@link SetShape#PLAIN} in manifests of versions that knew no other
 */
public record TrainingSetRecipe(
        String project,
        int revision,
        @Nullable String entities,
        String eventTimestamp,
        @Nullable String service,
        List<FeatureSelection> features,
        @Nullable Knowledge knowledge,
        @Nullable Path archive,
        @Nullable TableVersion entityTable,
        SetShape shape) {

    public TrainingSetRecipe {
        features = List.copyOf(features);
    }

    /** The same, of a label whose source is whole up to a moment. */
    public TrainingSetRecipe withLabelUntil(Instant until) {
        LabelJoin label = shape.label();
        return label == null
                ? this
                : new TrainingSetRecipe(
                        project,
                        revision,
                        entities,
                        eventTimestamp,
                        service,
                        features,
                        knowledge,
                        archive,
                        entityTable,
                        shape.with(new LabelJoin(label.selection(), label.horizon(), until)));
    }
}
