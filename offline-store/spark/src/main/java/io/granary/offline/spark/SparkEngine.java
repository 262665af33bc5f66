package io.granary.offline.spark;

import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** The engine on a Spark session of this JVM, which it stops when it is closed. */
final class SparkEngine implements OfflineEngine {

    private final SparkSession spark;
    private final InstantSource clock;

    SparkEngine(SparkSession spark, InstantSource clock) {
        this.spark = spark;
        this.clock = clock;
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        return run(listener, progress -> new TrainingSetWriter(spark, clock, progress).write(request));
    }

    @Override
    public MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        return run(listener, progress -> new Materializer(spark, progress).materialize(request));
    }

    @Override
    public BackfillResult backfill(BackfillRequest request, ProgressListener listener) {
        return run(listener, progress -> new Backfiller(spark, progress).backfill(request));
    }

    @Override
    public void close() {
        spark.stop();
    }

    private <T> T run(ProgressListener listener, Function<ProgressReporter, T> call) {
        ProgressReporter progress = new ProgressReporter(listener);
        spark.sparkContext().addSparkListener(progress);
        try {
            return call.apply(progress);
        } catch (Exception e) {
            // Spark throws checked exceptions that it does not declare.
            throw SparkFailure.of(e, spark.conf().get("spark.local.dir"));
        } finally {
            spark.sparkContext().removeSparkListener(progress);
        }
    }
}
