package io.granary.offline.engine.process;

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
import io.granary.offline.engine.TrainingSetRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The Spark engine in a JVM of its own, one JVM a call: Spark's class path never meets ours. The child ends when this
 * process ends, however it ends: it reads the end of its input. {@link #close} may be called from any thread.
 */
public final class SparkProcess implements OfflineEngine {

    private final SparkProcessConfig config;
    private @Nullable SparkCall running;
    private boolean closed;

    public SparkProcess(SparkProcessConfig config) {
        this.config = config;
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        SparkCall call = start(new OfflineJob.TrainingSet(request));
        try (call) {
            return call.await(EngineMessage.TrainingSetBuilt.class, listener).manifest();
        } finally {
            OutputFolder.sweepAfter(call.pid(), request.output());
        }
    }

    @Override
    public MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        try (SparkCall call = start(new OfflineJob.Materialization(request))) {
            return call.await(EngineMessage.Materialized.class, listener).result();
        }
    }

    @Override
    public BackfillResult backfill(BackfillRequest request, ProgressListener listener) {
        try (SparkCall call = start(new OfflineJob.Backfill(request))) {
            return call.await(EngineMessage.Backfilled.class, listener).result();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) {
            running.close();
        }
    }

    private synchronized SparkCall start(OfflineJob job) {
        if (closed) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot start Spark: the engine is closed");
        }
        try {
            running = SparkCall.start(config, job);
            return running;
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot start Spark: " + e.getMessage(), e);
        }
    }
}
