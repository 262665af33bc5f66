package io.granary.benchmarks.offline;

import io.granary.cli.files.Repository;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import java.nio.file.Path;
import java.time.Instant;

/** Asks for every feature of every view of a repository, at the moments of the entity rows that lie in it. */
final class AllFeatures {

    /** The entity rows, which are numbered in a column {@code row_number}. */
    static final String ROWS = "rows.parquet";

    private AllFeatures() {}

    /** Builds the set on an engine, which is closed then. */
    static TrainingSetManifest build(OfflineEngine engine, Path repository, Path output) {
        try (engine) {
            return engine.buildTrainingSet(request(repository, output), ProgressListener.NONE);
        }
    }

    private static TrainingSetRequest request(Path repository, Path output) {
        Repository loaded = Repository.load(repository);
        Revision revision = Revision.none(loaded.project())
                .next(loaded.definitions(), "benchmark", "the only revision", Instant.EPOCH);
        TrainingSetRequest.Builder request = TrainingSetRequest.builder(revision)
                .repository(repository)
                .entities(repository.resolve(ROWS))
                .output(output);
        loaded.definitions().all(FeatureView.class).forEach(view -> request.feature(view.name() + ":*"));
        return request.build();
    }
}
