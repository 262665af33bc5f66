package io.granary.cli.terminal;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what a process runs when the process ends, also by Ctrl-C or SIGTERM. */
public final class Foreground {

    private static final Logger log = LoggerFactory.getLogger(Foreground.class);

    private Foreground() {}

    /** Closes something when the JVM ends, and lets it end only then. */
    public static void closeWhenStopped(AutoCloseable running) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "granary-stop"));
    }

    /** Blocks until the JVM is asked to end; what runs is closed by then. */
    public static void runUntilStopped(AutoCloseable running) throws InterruptedException {
        closeWhenStopped(running);
        awaitStop();
    }

    /** Blocks until the JVM is asked to end. */
    public static void awaitStop() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            log.error("Cannot stop cleanly", e);
        }
    }
}
