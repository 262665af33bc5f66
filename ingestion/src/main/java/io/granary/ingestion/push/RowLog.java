package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.ingestion.push.PushMetrics.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
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

    private final PushConfig config;
    private final PushMetrics metrics;
    private final String transactionalId;
    private final BlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer = new Thread(this::run, "granary-push");
    private volatile @Nullable String problem;
    private volatile boolean stopped;
    private @Nullable LogSession session;

    private RowLog(PushConfig config, PushMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.transactionalId = "granary-" + config.project() + "-push-" + UUID.randomUUID();
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
     * Appends records and returns at once. The stage ends on the log's thread, when all of them are acknowledged by every
     * replica, or with UNAVAILABLE.
     */
    CompletionStage<Void> append(List<ProducerRecord<byte[], byte[]>> records) {
        Append append = new Append(records);
        String trouble = problem;
        if (records.isEmpty()) {
            append.written().complete(null);
        } else if (trouble != null) {
            fail(List.of(append), trouble);
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
            closeSession();
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
            write(group);
        }
    }

    /** Waits for Kafka, a try a second. */
    private void reopen() throws InterruptedException {
        try {
            session();
            problem = null;
            log.info("Rows can be pushed again");
        } catch (RuntimeException e) {
            String reason = text(e);
            problem = reason;
            failWaiting(reason);
            boolean isClosing = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            failWaiting(isClosing ? STOPPING : reason);
        }
    }

    private LogSession session() {
        LogSession open = session;
        if (open == null) {
            open = LogSession.open(config, transactionalId);
            session = open;
        }
        return open;
    }

    private void closeSession() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /** What a group cannot do together, each of it tries alone: one request's trouble is not another's. */
    private void write(List<Append> group) {
        List<Append> writable = group.stream().filter(this::hasTopics).toList();
        if (writable.isEmpty() || transact(writable)) {
            return;
        }
        for (Append alone : writable) {
            if (!transact(List.of(alone))) {
                fail(List.of(alone), "Kafka refuses them; the log of this process has why");
            }
        }
    }

    /** Whether the topics are there; else the request has its answer. */
    private boolean hasTopics(Append append) {
        String trouble = problem;
        if (trouble != null) {
            fail(List.of(append), trouble);
            return false;
        }
        try {
            LogSession open = session();
            append.records().stream().map(ProducerRecord::topic).distinct().forEach(open::requireTopic);
            return true;
        } catch (GranaryException e) {
            append.written().completeExceptionally(e);
        } catch (RuntimeException e) {
            fail(List.of(append), down(e));
        }
        return false;
    }

    /** Whether the requests have their answer; else nothing of them is in the log, and each may try again. */
    private boolean transact(List<Append> group) {
        String trouble = problem;
        if (trouble != null) {
            fail(group, trouble);
            return true;
        }
        long startNanos = System.nanoTime();
        boolean isCommitting = false;
        try {
            LogSession open = session();
            open.send(group);
            isCommitting = true;
            open.commit();
            metrics.committed(Outcome.COMMITTED, System.nanoTime() - startNanos);
            group.forEach(append -> append.written().complete(null));
            return true;
        } catch (RuntimeException e) {
            boolean isUnknown = isCommitting && e instanceof TimeoutException;
            metrics.committed(isUnknown ? Outcome.UNKNOWN : Outcome.ABORTED, System.nanoTime() - startNanos);
            closeSession();
            return failed(group, e, isUnknown);
        }
    }

    private boolean failed(List<Append> group, RuntimeException failure, boolean isUnknown) {
        if (failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException) {
            String reason = down(failure);
            fail(group, isUnknown ? reason + "; they may be there: send them again, which does no harm" : reason);
            return true;
        }
        log.warn("Cannot write the rows of {} requests", group.size(), failure);
        return false;
    }

    private String down(RuntimeException failure) {
        String reason = text(failure);
        problem = reason;
        log.warn("Rows cannot be pushed: {}", reason);
        failWaiting(reason);
        return reason;
    }

    private String text(RuntimeException failure) {
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return "Kafka at " + config.bootstrapServers() + " (--bootstrap-servers) does not answer: "
                + reason.getMessage();
    }

    private void failWaiting(String reason) {
        List<Append> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        fail(waiting, reason);
    }

    private static void fail(List<Append> appends, String reason) {
        appends.forEach(append -> append.written()
                .completeExceptionally(new GranaryException(ErrorCode.UNAVAILABLE, "Cannot accept rows: " + reason)));
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
