package io.granary.ingestion;

import io.granary.core.GranaryException;
import io.granary.core.definition.PushSource;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.ingestion.ComponentHealth.State;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.ProjectRollout;
import io.granary.registry.client.RevisionSource;
import io.granary.registry.client.RolloutSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ingestion of one project: a stream application for each stream source, and the projector from the feature log to the
 * online store. Follows the project's rollout by itself: fills new generations beside those that answer, says when they
 * are filled, and removes the rows of those that are dropped. Recovers by itself when Kafka, the registry or the online
 * store was away, also at start. Safe for threads; whoever starts it closes it.
 */
public final class Ingestion implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Ingestion.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(90);

    private final IngestionConfig config;
    private final RolloutSource rollouts;
    private final Admin admin;
    private final Topics topics;
    private final Offsets offsets;
    private final RecordTails tails;
    private final SourceApplications applications;
    private final Projector projector;
    private final Promotions promotions;
    private final RowRemoval removal;
    private final ProjectedLogs logs;
    private final ErasureWatch erasures;
    private final ScheduledExecutorService control =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "granary-ingestion"));
    private volatile ComponentHealth kafka = ComponentHealth.of("kafka", State.STARTING);
    private volatile ProjectRollout followed;
    private volatile List<ComponentHealth> building = List.of();
    private volatile RevisionSource.@Nullable Subscription subscription;

    private Ingestion(
            IngestionConfig config,
            RegistryLink registry,
            KafkaClients clients,
            OnlineStore store,
            MeterRegistry meters) {
        this.config = config;
        this.rollouts = registry.rollouts();
        this.admin = clients.admin();
        this.topics = new Topics(admin, config);
        this.offsets = new Offsets(admin);
        this.tails = RecordTails.ofAborted(clients.settings());
        Replays replays = new Replays(offsets, tails);
        Predecessors predecessors = new Predecessors(replays, registry.revisions());
        this.erasures = new ErasureWatch(clients.settings(), config.project());
        this.applications = new SourceApplications(
                clients, topics, replays, predecessors, offsets, tails, config, meters, new ErasedEvents(erasures));
        this.projector = new Projector(clients, store, config.project(), meters);
        this.promotions = new Promotions(offsets, replays, registry.reports());
        this.removal = new RowRemoval(
                config.project(),
                store,
                registry.reports(),
                () -> projector.state().hasFirstPartition(FeatureLogRecord.rowsTopic(config.project())),
                meters);
        this.logs = new ProjectedLogs(topics::names, erasures);
        this.followed = ProjectRollout.none(config.project());
        logs.follow(followed);
    }

    /** Starts in the background and returns at once; the store stays the caller's to close. */
    public static Ingestion start(
            IngestionConfig config, RegistryLink registry, OnlineStore store, MeterRegistry meters) {
        Ingestion ingestion = new Ingestion(config, registry, new KafkaClients(config), store, meters);
        ingestion.begin();
        return ingestion;
    }

    private void begin() {
        subscription = rollouts.subscribe(rollout -> control.execute(this::check));
        var unused = control.scheduleWithFixedDelay(this::check, 0, CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One step towards what the registry asks for; a failure is seen in health and the next step tries again. */
    private void check() {
        try {
            topics.requireBroker();
            kafka = ComponentHealth.of("kafka", State.RUNNING);
            ProjectRollout rollout = rollouts.current();
            if (!rollout.equals(followed)) {
                projector.state().drop(DroppedRows.of(rollout));
                logs.follow(rollout);
            }
            startProjector();
            erasures.refresh();
            follow(rollout);
            applications.watch();
            building = promotions.step(rollout);
            removal.follow(rollout);
        } catch (GranaryException e) {
            troubled(e);
        } catch (RuntimeException e) {
            log.error("Cannot follow the registry", e);
        }
    }

    private void troubled(GranaryException failure) {
        State state = kafka.state() == State.STARTING ? State.STARTING : State.RECOVERING;
        if (kafka.problem() == null) {
            log.warn("Ingestion waits: {}", failure.getMessage());
        }
        kafka = new ComponentHealth("kafka", state, failure.getMessage());
    }

    private void startProjector() {
        if (!projector.isStarted()) {
            topics.ensureFeatureLog();
            topics.ensurePushKeys();
            topics.ensureErasures();
            erasures.refresh();
        }
        projector.state().follow(logs.existing());
        if (!projector.isStarted()) {
            projector.start();
        }
    }

    private void follow(ProjectRollout rollout) {
        if (!rollout.equals(followed)) {
            rollout.newest().definitions().all(PushSource.class).forEach(topics::ensurePushed);
        }
        if (!rollout.equals(followed) || applications.isIncomplete()) {
            applications.follow(rollout);
            followed = rollout;
        }
    }

    /** Every part and how it is doing, {@code kafka} first. */
    public List<ComponentHealth> health() {
        List<ComponentHealth> parts = new ArrayList<>();
        parts.add(kafka);
        parts.add(projector.state().health());
        parts.addAll(applications.health());
        parts.addAll(building);
        parts.addAll(removal.health());
        return parts;
    }

    /**
     * How far ingestion is behind the topics; asks the broker and blocks on it.
     *
     * @throws GranaryException (UNAVAILABLE) when the broker does not answer
     */
    public IngestionLag lag() {
        ProjectRollout rollout = rollouts.current();
        int newest = rollout.rollout().newest();
        List<StreamPlan> plans = WantedApplications.plansOf(rollout, rollout.newest());
        if (!rollout.equals(followed) || !isStarted(plans)) {
            return new IngestionLag(newest, false, 0, 0);
        }
        long events = plans.stream()
                .mapToLong(plan -> unread(plan.applicationId(), plan.reads()))
                .sum();
        long rows = unread(
                KafkaClients.projectorGroup(config.project()),
                projector.state().logs().keySet());
        return new IngestionLag(newest, true, events, rows);
    }

    private long unread(String group, Collection<String> topics) {
        return topics.stream()
                .mapToLong(topic -> tails.unread(offsets.unread(group, topic)).offsets())
                .sum();
    }

    /** Whether applications and projector run, and the topics between them are there. */
    private boolean isStarted(List<StreamPlan> plans) {
        Set<String> projected = projector.state().logs().keySet();
        return applications.areStarted(plans)
                && projector.isStarted()
                && plans.stream().allMatch(plan -> projected.contains(plan.log()))
                && plans.stream().map(StreamPlan::reads).allMatch(topics.names()::containsAll);
    }

    /** Stops reading, lets the store acknowledge what is in flight, commits, and waits for all of it. */
    @Override
    public void close() {
        if (subscription != null) {
            subscription.close();
        }
        removal.close();
        control.execute(applications::close);
        control.execute(erasures::close);
        control.execute(tails::close);
        control.shutdown();
        try {
            if (!control.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Ingestion did not stop within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        projector.close();
        admin.close();
    }
}
