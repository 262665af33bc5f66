package io.granary.offline.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Ends this process when its parent is gone: the parent holds the other end of the input, and never writes to it. */
final class ParentWatch implements Runnable {

    /** How long a call that is cut off may take to clean up. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final InputStream input;
    private final AutoCloseable engine;

    private ParentWatch(InputStream input, AutoCloseable engine) {
        this.input = input;
        this.engine = engine;
    }

    static void start(InputStream input, AutoCloseable engine) {
        Thread thread = new Thread(new ParentWatch(input, engine), "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            input.transferTo(OutputStream.nullOutputStream());
            engine.close();
            Thread.sleep(GRACE.toMillis());
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        } catch (Exception e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
