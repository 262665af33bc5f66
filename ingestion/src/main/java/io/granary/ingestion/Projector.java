package io.granary.ingestion;

import io.granary.ingestion.ComponentHealth.State;
import io.granary.online.store.OnlineStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a project's feature log to the online store: a plain consumer on a thread of its own, which commits what the
 * store has acknowledged. Several processes share the partitions. Survives whatever Kafka and the store do; a failure of
 * the consumer makes a new one, which starts at the last commit.
 */
final class Projector implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Projector.class);
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final KafkaClients clients;
    private final OnlineStore store;
    private final String project;
    private final ProjectorMetrics metrics;
    private final ProjectorState state = new ProjectorState();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "granary-projector");

    Projector(KafkaClients clients, OnlineStore store, String project, MeterRegistry meters) {
        this.clients = clients;
        this.store = store;
        this.project = project;
        this.metrics = new ProjectorMetrics(meters);
    }

    /** Starts the thread; the feature log's topic exists. */
    void start() {
        thread.start();
    }

    boolean isStarted() {
        return thread.getState() != Thread.State.NEW;
    }

    ProjectorState state() {
        return state;
    }

    private void run() {
        try {
            while (!state.isClosing()) {
                project();
            }
        } catch (InterruptedException e) {
            log.debug("The projector was interrupted", e);
        } finally {
            state.stopped();
        }
    }

    private void project() throws InterruptedException {
        try (Consumer<byte[], byte[]> consumer = clients.projectorConsumer();
                CorruptRows corruptRows = new CorruptRows(clients.deadLetterProducer(), project)) {
            new ProjectorSession(consumer, store, corruptRows, metrics, state).run();
        } catch (RuntimeException e) {
            log.warn("The projector failed and starts again at its last commit", e);
            state.troubled(State.RECOVERING, e.toString());
            closed.await(RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        state.close();
        closed.countDown();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        metrics.close();
    }
}
