package io.granary.ingestion;

import io.granary.ingestion.ComponentHealth.State;
import io.granary.ingestion.session.CloseSignal;
import io.granary.ingestion.session.SessionThread;
import io.granary.ingestion.session.TopicIds;
import io.granary.online.store.OnlineStore;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
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

    private final KafkaClients clients;
    private final OnlineStore store;
    private final String project;
    private final ProjectorMetrics metrics;
    private final ProjectorState state = new ProjectorState();
    private final SessionThread thread = new SessionThread("granary-projector", new Sessions());

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
        return thread.isStarted();
    }

    ProjectorState state() {
        return state;
    }

    @Override
    public void close() {
        thread.close();
        metrics.close();
    }

    private final class Sessions implements SessionThread.Sessions {

        @Override
        public void run(CloseSignal closing) throws InterruptedException {
            try (Admin admin = clients.admin();
                    Consumer<byte[], byte[]> consumer = clients.projectorConsumer();
                    CorruptRows corruptRows = new CorruptRows(clients.deadLetterProducer(), project)) {
                new ProjectorSession(consumer, TopicIds.of(admin), store, corruptRows, metrics, state, closing).run();
            }
        }

        @Override
        public void failed(RuntimeException failure) {
            log.warn("The projector failed and starts again at its last commit", failure);
            state.troubled(State.RECOVERING, failure.toString());
        }

        @Override
        public void ended() {
            state.stopped();
        }
    }
}
