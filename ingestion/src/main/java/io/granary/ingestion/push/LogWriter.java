package io.granary.ingestion.push;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.ingestion.PushTopics;
import io.granary.ingestion.push.PushMetrics.Outcome;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes groups of requests in transactions and gives each its answer. Those with keys have transactions of their own, which
 * may have to wait for other processes. Used by one thread, on which requests are answered.
 */
final class LogWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogWriter.class);

    private final PushConfig config;
    private final PushMetrics metrics;
    private final String transactionalId;
    private @Nullable LogSession session;

    /** Why Kafka was found to be away while a group was written. */
    private @Nullable String trouble;

    LogWriter(PushConfig config, PushMetrics metrics, String transactionalId) {
        this.config = config;
        this.metrics = metrics;
        this.transactionalId = transactionalId;
    }

    private enum Fate {
        /** Every request has its answer. */
        ANSWERED,
        /** Nothing was written, and each may try alone. */
        REFUSED,
        /** Nothing was written, since some of the keys are known by now. */
        OVERTAKEN
    }

    /** @throws RuntimeException when Kafka does not answer */
    void open() {
        session();
    }

    /**
     * Writes a group; what its requests cannot do together, each tries alone: one request's trouble is not another's.
     *
     * @return why Kafka does not answer; null when there is no trouble that is known
     */
    @Nullable
    String write(List<Append> group) {
        trouble = null;
        List<Append> writable = group.stream().filter(this::hasTopics).toList();
        writeOrSplit(writable.stream().filter(append -> append.key() == null).toList());
        List<Append> keyed =
                writable.stream().filter(append -> append.key() != null).toList();
        while (!keyed.isEmpty()) {
            keyed = writeKeyed(keyed);
        }
        return trouble;
    }

    /** @return those that have no answer yet, as another of this group has the same key or others were faster */
    private List<Append> writeKeyed(List<Append> group) {
        List<Append> fresh = group.stream().filter(this::isFresh).toList();
        Map<String, Append> firsts = new LinkedHashMap<>();
        fresh.forEach(append -> firsts.putIfAbsent(requireNonNull(append.key()).key(), append));
        writeOrSplit(List.copyOf(firsts.values()));
        return fresh.stream().filter(append -> !append.written().isDone()).toList();
    }

    /** Whether a request is to be written: its key is not known, and it can be used. Else it has its answer. */
    private boolean isFresh(Append append) {
        if (trouble != null) {
            fail(List.of(append), trouble);
            return false;
        }
        try {
            KeyedReceipt known = session().find(requireNonNull(append.key()));
            if (known != null) {
                answerAgain(append, known);
            } else if (append.refusal() != null) {
                append.written().completeExceptionally(append.refusal());
            }
            return !append.written().isDone();
        } catch (GranaryException e) {
            append.written().completeExceptionally(e);
        } catch (RuntimeException e) {
            // Whatever it is: whoever waits for this append must be answered, and the writer goes on.
            fail(List.of(append), down(e));
        }
        return false;
    }

    private void answerAgain(Append append, KeyedReceipt known) {
        if (known.key().equals(append.key())) {
            metrics.repeated();
            append.written().complete(known.receipt());
        } else {
            append.written()
                    .completeExceptionally(new GranaryException(
                            ErrorCode.UNPROCESSABLE, "Idempotency-Key: of another request (expected: a new key)"));
        }
    }

    private void writeOrSplit(List<Append> group) {
        if (group.isEmpty() || transact(group) != Fate.REFUSED) {
            return;
        }
        for (Append alone : group) {
            if (transact(List.of(alone)) == Fate.REFUSED) {
                fail(List.of(alone), "Kafka refuses them; the log of this process has why");
            }
        }
    }

    /** Whether the topics are there; else the request has its answer. */
    private boolean hasTopics(Append append) {
        if (trouble != null) {
            fail(List.of(append), trouble);
            return false;
        }
        try {
            LogSession open = session();
            append.records().stream().map(ProducerRecord::topic).distinct().forEach(open::requireTopic);
            if (append.key() != null) {
                open.requireTopic(PushTopics.keys(config.project()));
            }
            return true;
        } catch (GranaryException e) {
            append.written().completeExceptionally(e);
        } catch (RuntimeException e) {
            // As above: an append without an answer would wait for ever.
            fail(List.of(append), down(e));
        }
        return false;
    }

    private Fate transact(List<Append> group) {
        if (trouble != null) {
            fail(group, trouble);
            return Fate.ANSWERED;
        }
        long startNanos = System.nanoTime();
        boolean isCommitting = false;
        try {
            LogSession open = session();
            List<String> receipts = open.send(group);
            if (!open.claim(group, receipts)) {
                open.abort();
                return Fate.OVERTAKEN;
            }
            isCommitting = true;
            open.commit();
            metrics.committed(Outcome.COMMITTED, System.nanoTime() - startNanos);
            for (int i = 0; i < group.size(); i++) {
                group.get(i).written().complete(receipts.get(i));
            }
            return Fate.ANSWERED;
        } catch (GranaryException e) {
            group.forEach(append -> append.written().completeExceptionally(e));
            takeBack();
            return Fate.ANSWERED;
        } catch (RuntimeException e) {
            // Whatever it is: the group must be answered, and the session may be in any state.
            boolean isUnknown = isCommitting && e instanceof TimeoutException;
            metrics.committed(isUnknown ? Outcome.UNKNOWN : Outcome.ABORTED, System.nanoTime() - startNanos);
            closeSession();
            return failed(group, e, isUnknown);
        }
    }

    /** What cannot be taken back is left to the next session, which aborts it. */
    private void takeBack() {
        try {
            session().abort();
        } catch (RuntimeException e) {
            // Whatever it is: the writer goes on, and the session may be in any state.
            log.warn("Cannot abort a transaction, which ends by itself", e);
            closeSession();
        }
    }

    private Fate failed(List<Append> group, RuntimeException failure, boolean isUnknown) {
        if (failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException) {
            String reason = down(failure);
            fail(group, isUnknown ? reason + "; they may be there: send them again, which does no harm" : reason);
            return Fate.ANSWERED;
        }
        log.warn("Cannot write the rows of {} requests", group.size(), failure);
        return Fate.REFUSED;
    }

    private String down(RuntimeException failure) {
        String reason = text(failure);
        trouble = reason;
        log.warn("Rows cannot be pushed: {}", reason);
        return reason;
    }

    /** What a failure to reach Kafka says. */
    String text(RuntimeException failure) {
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return "Kafka at " + config.bootstrapServers() + " (--bootstrap-servers) does not answer: "
                + reason.getMessage();
    }

    static void fail(Collection<Append> appends, String reason) {
        appends.forEach(append -> append.written()
                .completeExceptionally(new GranaryException(ErrorCode.UNAVAILABLE, "Cannot accept rows: " + reason)));
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

    @Override
    public void close() {
        closeSession();
    }
}
