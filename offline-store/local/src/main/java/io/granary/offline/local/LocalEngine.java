package io.granary.offline.local;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.OutputFolder;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetManifestJson;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.report.TrainingSetReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The engine of one machine, in this JVM. Writes nothing to the feature log: that is left to Spark. */
public final class LocalEngine implements OfflineEngine {

    private final LocalEngineConfig config;
    private final InstantSource clock;
    private volatile @Nullable Database running;

    public LocalEngine(LocalEngineConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        try (OutputFolder folder = OutputFolder.open(request.output(), request.existingOutput());
                Database database = Database.open(config)) {
            running = database;
            TrainingSetManifest manifest = build(request, listener, database, folder.staging());
            folder.complete();
            return manifest;
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE, "Cannot write training set " + request.output() + ": " + e, e);
        } finally {
            running = null;
        }
    }

    private TrainingSetManifest build(
            TrainingSetRequest request, ProgressListener listener, Database database, Path folder) throws IOException {
        TrainingSetManifest manifest = new LocalTrainingSet(database, request, listener)
                .write(folder, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        TrainingSetManifestJson.write(manifest, folder);
        TrainingSetReport.write(manifest, folder);
        return manifest;
    }

    @Override
    public MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        throw new LocalRefusal("it does not materialize");
    }

    @Override
    public BackfillResult backfill(BackfillRequest request, ProgressListener listener) {
        throw new LocalRefusal("it does not backfill");
    }

    @Override
    public void close() {
        Database database = running;
        if (database != null) {
            database.close();
        }
    }
}
