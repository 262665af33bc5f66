package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.erasure.ErasedEntities;
import io.granary.core.key.EntityKeyCodec;
import io.granary.ingestion.RebuildPlan.Origin;
import io.granary.online.store.CountStep;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.ProjectRollout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores an online store that lost its data, beside ingestion processes or without: has the store say that it has
 * nothing of the feature log, which makes projectors apply it from its start, and writes to the log what it does not have
 * any more. Every write is guarded, so whatever runs meanwhile, or runs this again, does no harm. Calls block, in the
 * order {@link #plan}, {@link #begin}, {@link #replay}, {@link #awaitApplied}; failures are {@link GranaryException},
 * UNAVAILABLE when Kafka or the store does not answer. Used by one thread; whoever opens it closes it.
 */
public final class Rebuild implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** Longer than the broker misses a member of a group that was killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final IngestionConfig config;
    private final OnlineStore store;
    private final ProjectRollout rollout;
    private final KafkaClients clients;
    private final Admin admin;
    private final Topics topics;
    private final Offsets offsets;
    private final Materializations ingestion;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Projector projector;

    private Rebuild(IngestionConfig config, OnlineStore store, ProjectRollout rollout) {
        this.config = config;
        this.store = store;
        this.rollout = rollout;
        this.clients = new KafkaClients(config);
        this.admin = clients.admin();
        this.topics = new Topics(admin, config);
        this.offsets = new Offsets(admin);
        this.ingestion = new Materializations(config.kafka(), admin);
    }

    /** @param store stays the caller's to close */
    public static Rebuild open(IngestionConfig config, OnlineStore store, ProjectRollout rollout) {
        return new Rebuild(config, store, rollout);
    }

    /** Hears how far it has come. */
    @FunctionalInterface
    public interface Listener {

        /** @param fraction of the whole of this call, 0 to 1 */
        void progressed(double fraction, String what);
    }

    /** What is stored for a project. */
    public record Stored(long keys, long fields) {}

    /** What would be restored, and from where. Changes nothing. */
    public RebuildPlan plan() {
        topics.requireBroker();
        return new RebuildPlanner(rollout, offsets, topics.names(), InstantSource.system()).plan();
    }

    /** Has the feature log applied from its start. */
    public void begin(RebuildPlan plan) {
        Set<TopicPartition> partitions = plan.logs().stream()
                .flatMap(each -> each.to().keySet().stream())
                .collect(Collectors.toSet());
        await(LogMarks.forget(store, partitions));
    }

    /**
     * Writes to the feature log what it does not have and topics of events have.
     *
     * @return how many rows
     */
    public long replay(RebuildPlan plan, Listener listener) {
        Set<String> fields = plan.views().stream()
                .filter(view -> view.comesFrom(Origin.TOPIC))
                .map(RebuildPlan.View::field)
                .collect(Collectors.toSet());
        List<SourcePlan> sources = WantedApplications.of(rollout).plain().stream()
                .filter(source -> source.fields().stream().anyMatch(fields::contains))
                .filter(source -> topics.names().contains(source.source().topic()))
                .toList();
        long rows = 0;
        for (int i = 0; i < sources.size(); i++) {
            rows += replay(sources.get(i), (double) i / sources.size(), 1.0 / sources.size(), listener);
        }
        return rows;
    }

    private long replay(SourcePlan source, double before, double share, Listener listener) {
        String topic = source.source().topic();
        long all = Math.max(1, offsets.unread("granary-rebuild-" + topic, topic).offsets());
        Map<String, String> kafka = kafka();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (FeatureLogAppender appender = FeatureLogAppender.open(kafka, config.project());
                Consumer<byte[], byte[]> consumer = clients.replayConsumer()) {
            ErasedEntities erased = erased();
            return new TopicReplay(
                            source,
                            SourceApplications.schemas(config, meters),
                            config.maxRowBytes(),
                            appender,
                            new ErasedEvents(() -> erased))
                    .run(
                            consumer,
                            read -> listener.progressed(
                                    before + share * Math.min(1.0, (double) read / all), read + " events of " + topic));
        } catch (KafkaException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot read topic " + topic + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> kafka() {
        Map<String, String> kafka = new HashMap<>(config.kafka());
        kafka.put("bootstrap.servers", config.bootstrapServers());
        return kafka;
    }

    private ErasedEntities erased() {
        return ErasureWatch.read(kafka(), config.project());
    }

    /**
     * Waits until the store has all that the feature log has now. Where no ingestion process applies it, does so itself.
     *
     * @return how much of the log was to be applied
     */
    public long awaitApplied(RebuildPlan plan, Listener listener) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, Long> starts = new HashMap<>();
        plan.logs().forEach(each -> {
            ends.putAll(offsets.ends(each.topic()));
            starts.putAll(each.from());
        });
        long all = remaining(ends, starts);
        long rest = all;
        long movedNanos = System.nanoTime();
        while (rest > 0) {
            projectIfNobodyDoes();
            pause();
            long before = rest;
            rest = remaining(ends, noted(plan, starts));
            listener.progressed(1 - (double) rest / Math.max(1, Math.max(all, rest)), rest + " records to go");
            movedNanos = rest == before ? movedNanos : System.nanoTime();
            requireMoving(System.nanoTime() - movedNanos, rest);
        }
        return all;
    }

    private static long remaining(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** How far the store says that it is; where it says nothing, or does not answer, at the start. */
    private Map<TopicPartition, Long> noted(RebuildPlan plan, Map<TopicPartition, Long> starts) {
        Map<TopicPartition, Long> noted = new HashMap<>(starts);
        Set<String> topics = plan.logs().stream().map(RebuildPlan.Log::topic).collect(Collectors.toSet());
        try {
            await(LogMarks.noted(store, topics))
                    .forEach((partition, offset) -> noted.merge(partition, offset, Math::max));
        } catch (GranaryException e) {
            log.debug("The online store does not say how far it is", e);
        }
        return noted;
    }

    private void projectIfNobodyDoes() {
        if (projector == null && !ingestion.isProjected(config.project())) {
            ErasedEntities erased = erased();
            ProjectedLogs logs = new ProjectedLogs(topics::names, () -> erased);
            logs.follow(rollout);
            Projector own = new Projector(clients, store, config.project(), new SimpleMeterRegistry());
            own.state().drop(DroppedRows.of(rollout));
            own.state().follow(logs.existing());
            own.start();
            projector = own;
        }
    }

    private void requireMoving(long stillNanos, long rest) {
        if (stillNanos > PATIENCE.toNanos()) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE,
                    "Cannot rebuild the online store of project '" + config.project() + "': nothing of the feature log"
                            + " was applied for " + PATIENCE.toSeconds() + " s, " + rest + " records are left; see the"
                            + " health of the ingestion processes, and run this again");
        }
    }

    /** Counts what is stored; about, when it changes meanwhile. */
    public Stored count() {
        long keys = 0;
        long fields = 0;
        String from = null;
        do {
            CountStep step = await(store.count(EntityKeyCodec.prefix(config.project()), from));
            keys += step.keys();
            fields += step.fields();
            from = step.next();
        } while (from != null);
        return new Stored(keys, fields);
    }

    private void pause() {
        try {
            var unused = closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GranaryException known) {
                throw known;
            }
            throw new GranaryException(ErrorCode.INTERNAL, "Cannot use the online store: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static GranaryException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new GranaryException(ErrorCode.UNAVAILABLE, "Cannot rebuild the online store: interrupted", cause);
    }

    @Override
    public void close() {
        closed.countDown();
        if (projector != null) {
            projector.close();
        }
        admin.close();
    }
}
