package io.granary.ingestion.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of requests to Kafka on a thread of its own, in transactions: those of a request are there all or not
 * at all, and requests that wait share one. While Kafka does not answer, requests are refused at once. Safe for threads;
 * whoever starts it closes it.
 */
final class RowLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RowLog.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
    private static final long POLL_MILLIS = 100;

    /** Of one transaction. */
    private static final int MAX_REQUESTS = 500;

    private static final String STOPPING = "the process stops";

    private final LogWriter rows;
    private final BlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer = new Thread(this::run, "granary-push");
    private volatile @Nullable String problem;
    private volatile boolean stopped;

    private RowLog(PushConfig config, PushMetrics metrics) {
        this.rows = new LogWriter(config, metrics, "granary-" + config.project() + "-push-" + UUID.randomUUID());
    }

    /** Returns at once; Kafka need not be there. */
    static RowLog start(PushConfig config, PushMetrics metrics) {
        RowLog started = new RowLog(config, metrics);
        started.writer.setDaemon(true);
        started.writer.start();
        return started;
    }

    /** Why nothing can be written now; null when there is no trouble that is known. */
    @Nullable
    String problem() {
        return problem;
    }

    /**
     * Appends records and returns at once. The stage ends on the log's thread with the receipt, when all of them are
     * acknowledged by every replica, or with UNAVAILABLE.
     */
    CompletionStage<String> append(Append append) {
        String trouble = problem;
        if (trouble != null) {
            LogWriter.fail(List.of(append), trouble);
        } else {
            queue.add(append);
            if (stopped) {
                failWaiting(STOPPING);
            }
        }
        return append.written();
    }

    private void run() {
        try {
            while (closing.getCount() > 0 || !queue.isEmpty()) {
                step();
            }
        } catch (InterruptedException e) {
            log.debug("Interrupted", e);
        } finally {
            stopped = true;
            failWaiting(STOPPING);
            rows.close();
        }
    }

    private void step() throws InterruptedException {
        if (problem != null) {
            reopen();
            return;
        }
        Append first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            List<Append> group = new ArrayList<>(List.of(first));
            queue.drainTo(group, MAX_REQUESTS - 1);
            String trouble = rows.write(group);
            if (trouble != null) {
                problem = trouble;
                failWaiting(trouble);
            }
        }
    }

    /** Waits for Kafka, a try a second. */
    private void reopen() throws InterruptedException {
        try {
            rows.open();
            problem = null;
            log.info("Rows can be pushed again");
        } catch (RuntimeException e) {
            String reason = rows.text(e);
            problem = reason;
            failWaiting(reason);
            boolean isClosing = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            failWaiting(isClosing ? STOPPING : reason);
        }
    }

    private void failWaiting(String reason) {
        List<Append> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        LogWriter.fail(waiting, reason);
    }

    /** Writes what waits, unless Kafka is away, and then refuses everything. */
    @Override
    public void close() {
        closing.countDown();
        try {
            writer.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
