package io.granary.ingestion.archive;

import io.granary.core.definition.StreamSource;
import io.granary.http.Health;
import io.granary.http.HealthStatus;
import io.granary.ingestion.session.CloseSignal;
import io.granary.ingestion.session.SessionThread;
import io.granary.ingestion.session.TopicIds;
import io.granary.registry.client.RolloutSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every record of a project's stream and push topics to files, on a thread of its own with a consumer of its own:
 * nothing else of ingestion waits for it. Several processes share the partitions and the folder. Survives whatever Kafka
 * and the disk do, and goes on where the folder says. Whoever starts it closes it.
 */
public final class Archiver implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Archiver.class);

    private final ArchiveConfig config;
    private final RolloutSource rollouts;
    private final ArchiveClients clients;
    private final ArchiveMetrics metrics;
    private final ArchiveState state = new ArchiveState();
    private final SessionThread thread = new SessionThread("granary-archive", new Sessions());

    private Archiver(ArchiveConfig config, RolloutSource rollouts, MeterRegistry meters) {
        this.config = config;
        this.rollouts = rollouts;
        this.clients = new ArchiveClients(config);
        this.metrics = new ArchiveMetrics(meters);
    }

    /** The consumer group of a project's archive; its committed offsets say what is in files. */
    public static String group(String project) {
        return "granary-" + project + "-archive";
    }

    /** Starts in the background and returns at once. */
    public static Archiver start(ArchiveConfig config, RolloutSource rollouts, MeterRegistry meters) {
        Archiver archiver = new Archiver(config, rollouts, meters);
        archiver.thread.start();
        return archiver;
    }

    /** Adds a check that says why records are not archived; ingestion goes on without. */
    public Archiver register(Health health) {
        health.check("archive", () -> {
            String problem = problem();
            return problem == null ? HealthStatus.up() : HealthStatus.degraded(problem);
        });
        return this;
    }

    /** Why records are not archived now; null when they are. */
    public @Nullable String problem() {
        return state.problem();
    }

    private Set<String> topics() {
        return rollouts.current().newest().streams().stream()
                .map(StreamSource::topic)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Puts what was read in its place and commits. */
    @Override
    public void close() {
        thread.close();
        metrics.close();
    }

    private final class Sessions implements SessionThread.Sessions {

        @Override
        public void run(CloseSignal closing) throws InterruptedException {
            try (Admin admin = clients.admin();
                    Consumer<byte[], byte[]> consumer = clients.consumer()) {
                PartitionArchives archives = new PartitionArchives(consumer, config, metrics, state);
                TopicIds ids = TopicIds.of(admin);
                new ArchiveSession(consumer, ids, Archiver.this::topics, archives, state, closing).run();
            }
        }

        @Override
        public void failed(RuntimeException failure) {
            log.warn("The archive failed and starts again where its folder says", failure);
            state.troubled(failure.toString());
        }
    }
}
