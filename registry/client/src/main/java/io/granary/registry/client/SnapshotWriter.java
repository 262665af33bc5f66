package io.granary.registry.client;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rollouts to a snapshot in the background, a moment after they came: they have taken effect by then, and of
 * several in a row only the last is written. Closing writes what waits.
 */
final class SnapshotWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SnapshotWriter.class);
    private static final long DELAY_MILLIS = 1_000;
    private static final long CLOSE_SECONDS = 10;

    private final SnapshotFile file;
    private final AtomicReference<@Nullable FetchedRollout> waiting = new AtomicReference<>();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, SnapshotWriter::thread, new DiscardPolicy());

    SnapshotWriter(SnapshotFile file) {
        this.file = file;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "granary-registry-snapshot");
        thread.setDaemon(true);
        return thread;
    }

    void write(FetchedRollout fetched) {
        if (waiting.getAndSet(fetched) == null) {
            var unused = thread.schedule(this::writeWaiting, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void writeWaiting() {
        FetchedRollout fetched = waiting.getAndSet(null);
        if (fetched != null) {
            file.write(fetched);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                writeWaiting();
            } else {
                log.warn("The registry snapshot was still being written after {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
