package io.granary.offline.spark;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Ends this process when its parent is gone: the parent holds the other end of the input, and never writes to it. */
public final class ParentWatch implements Runnable {

    /** How long a call that is cut off may take to clean up. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final InputStream input;
    private final AutoCloseable engine;
    private final Thread job;

    private ParentWatch(InputStream input, AutoCloseable engine, Thread job) {
        this.input = input;
        this.engine = engine;
        this.job = job;
    }

    /**
     * Begins to watch, on a thread that keeps nobody alive.
     *
     * @param engine what is closed so that the job ends
     * @param job the thread whose end is the end of the work
     */
    public static void start(InputStream input, AutoCloseable engine, Thread job) {
        Thread thread = new Thread(new ParentWatch(input, engine, job), "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            input.transferTo(OutputStream.nullOutputStream());
            engine.close();
            job.join(GRACE.toMillis());
        } catch (Exception ignored) {
            // Whatever keeps the engine from ending in order: nobody waits for this process any more.
        }
        Runtime.getRuntime().halt(1);
    }
}
