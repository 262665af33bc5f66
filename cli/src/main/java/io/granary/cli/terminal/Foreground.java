package io.granary.cli.terminal;

import java.util.concurrent.CountDownLatch;

/** Keeps a process up until it is told to stop (Ctrl-C, SIGTERM), then closes what it runs. */
public final class Foreground {

    private Foreground() {}

    /** Blocks until the JVM is asked to end, and lets it end only when everything is closed. */
    public static void runUntilStopped(AutoCloseable running) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitClose(stop, closed), "granary-stop"));
        stop.await();
        try (running) {
            // Closing is all that is left to do.
        } catch (Exception e) {
            throw new IllegalStateException("Cannot stop cleanly: " + e.getMessage(), e);
        } finally {
            closed.countDown();
        }
    }

    private static void awaitClose(CountDownLatch stop, CountDownLatch closed) {
        stop.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
