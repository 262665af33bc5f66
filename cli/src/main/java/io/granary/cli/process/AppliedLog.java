package io.granary.cli.process;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.ingestion.Materializations;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** The feature log of a project on its way into the online store, for those who wait for it. Used by one thread. */
public final class AppliedLog {

    private static final Duration POLL = Duration.ofMillis(200);

    /** A projector that was just started, or lost a member, is not there for a while. */
    private static final Duration PROJECTOR_TIMEOUT = Duration.ofSeconds(20);

    private final Materializations log;
    private final String project;

    public AppliedLog(Materializations log, String project) {
        this.log = log;
        this.project = project;
    }

    /** Hears how far it is. */
    @FunctionalInterface
    public interface Listener {

        /** @param fraction of the whole, 0 to 1 */
        void at(double fraction, String what);
    }

    /**
     * Waits until the online store has the log up to an end.
     *
     * @throws GranaryException (UNAVAILABLE) when no ingestion process is there to apply it
     */
    public void await(Map<TopicPartition, Long> end, Listener listener) {
        long seenNanos = System.nanoTime();
        long rows = log.remaining(project, end);
        long all = Math.max(1, rows);
        while (rows > 0) {
            listener.at(1 - (double) rows / all, rows + " rows to go");
            pause();
            long before = rows;
            rows = log.remaining(project, end);
            if (rows < before || log.isProjected(project)) {
                seenNanos = System.nanoTime();
            }
            requireProjector(System.nanoTime() - seenNanos, rows);
        }
    }

    private void requireProjector(long awayNanos, long rows) {
        if (awayNanos > PROJECTOR_TIMEOUT.toNanos()) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE,
                    "Cannot wait for the online store: no ingestion process of project '" + project
                            + "' runs. The rows are in the feature log, " + rows
                            + " of it are not applied; 'granary ingest' applies them, and the new generations answer"
                            + " then");
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot wait for the online store: interrupted", e);
        }
    }
}
