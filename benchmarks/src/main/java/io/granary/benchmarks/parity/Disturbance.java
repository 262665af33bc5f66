package io.granary.benchmarks.parity;

import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.GranaryProcess;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The workers of a run: one that is killed and comes back, another that joins and leaves. Not safe for threads. */
final class Disturbance implements AutoCloseable {

    private static final int MOST_PAUSE_MILLIS = 800;

    private final Pipeline pipeline;
    private final SplittableRandom random;
    private final String[] options;
    private GranaryProcess first;
    private @Nullable GranaryProcess second;

    private Disturbance(Pipeline pipeline, SplittableRandom random, GranaryProcess first, String... options) {
        this.pipeline = pipeline;
        this.random = random;
        this.first = first;
        this.options = options;
    }

    static Disturbance start(Pipeline pipeline, SplittableRandom random, String... options) throws Exception {
        GranaryProcess first = pipeline.startWorker(FlightProject.NAME, "first", options);
        return new Disturbance(pipeline, random, first, options);
    }

    /** Ends the first worker as a crash would, at some moment of its work, and starts it again on its own state. */
    void kill() throws Exception {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_PAUSE_MILLIS));
        first.kill();
        first.close();
        first = pipeline.startWorker(FlightProject.NAME, "first", options);
    }

    /** Starts the second worker, which takes partitions from the first. */
    void join() throws Exception {
        second = pipeline.startWorker(FlightProject.NAME, "second", options);
    }

    /** Stops the second worker, whose partitions go back to the first. */
    void leave() {
        if (second != null) {
            second.close();
            second = null;
        }
    }

    @Override
    public void close() {
        leave();
        first.close();
    }
}
