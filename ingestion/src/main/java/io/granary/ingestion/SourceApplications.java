package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.formats.schema.SchemaRegistry;
import io.granary.formats.schema.SchemaRegistryConfig;
import io.granary.formats.schema.WriterSchemas;
import io.granary.ingestion.ComponentHealth.State;
import io.granary.registry.client.ProjectRollout;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream applications of a project, made to follow the rollout: those of the newest revision, beside them those that
 * write what answers now or did until lately, and those that keep rows fresh until a newer one has caught up.
 * {@link #follow} and {@link #close} are called by one thread at a time; health may be asked by any.
 */
final class SourceApplications implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SourceApplications.class);

    private final KafkaClients clients;
    private final Topics topics;
    private final Replays replays;
    private final Predecessors predecessors;
    private final Cuts cuts;
    private final Offsets offsets;
    private final RecordTails tails;
    private final IngestionConfig config;
    private final MeterRegistry meters;
    private final WriterSchemas schemas;
    private final ErasedEvents erased;
    private final Map<String, SourceApplication> running = new ConcurrentHashMap<>();
    private final Map<String, ComponentHealth> absent = new ConcurrentHashMap<>();
    private final Map<String, SourceWatch> watches = new HashMap<>();
    private final Map<String, StreamPlan> forgotten = new HashMap<>();
    private volatile @Nullable ComponentHealth unknown;
    private boolean hasPredecessors;

    SourceApplications(
            KafkaClients clients,
            Topics topics,
            Replays replays,
            Predecessors predecessors,
            Offsets offsets,
            RecordTails tails,
            IngestionConfig config,
            MeterRegistry meters,
            ErasedEvents erased) {
        this.clients = clients;
        this.topics = topics;
        this.replays = replays;
        this.predecessors = predecessors;
        this.cuts = new Cuts(offsets, topics);
        this.offsets = offsets;
        this.tails = tails;
        this.config = config;
        this.meters = meters;
        this.erased = erased;
        this.schemas = schemas(config, meters);
    }

    /** The schema registry of a configuration. */
    static WriterSchemas schemas(IngestionConfig config, MeterRegistry meters) {
        SchemaRegistryConfig registry = config.schemaRegistry();
        return registry == null ? WriterSchemas.NONE : new SchemaRegistry(registry, meters);
    }

    /** Starts what is missing, and closes what nobody needs any more, has changed or has died. */
    void follow(ProjectRollout rollout) {
        WantedApplications wanted = withPredecessors(rollout, WantedApplications.of(rollout));
        absent.keySet().retainAll(wanted.plans().keySet());
        for (SourceApplication application : List.copyOf(running.values())) {
            StreamPlan plan = wanted.plans().get(application.plan().applicationId());
            if (plan == null || application.hasDied() || !application.plan().sameAs(plan)) {
                close(application);
            }
            if (plan == null) {
                application.deleteFiles();
                forgotten.put(application.plan().applicationId(), application.plan());
            }
        }
        for (StreamPlan plan : wanted.all()) {
            if (!running.containsKey(plan.applicationId())) {
                start(plan);
            }
        }
        running.forEach(
                (id, application) -> application.followNewest(wanted.newest().contains(id)));
        forgotten.keySet().removeAll(running.keySet());
        List.copyOf(forgotten.values()).forEach(this::forget);
    }

    private WantedApplications withPredecessors(ProjectRollout rollout, WantedApplications wanted) {
        List<StreamPlan> plans =
                running.values().stream().map(SourceApplication::plan).toList();
        try {
            List<StreamPlan> found = predecessors.of(rollout, wanted, plans, this::isReady);
            hasPredecessors = !found.isEmpty();
            unknown = null;
            return wanted.with(found);
        } catch (GranaryException e) {
            unknown = new ComponentHealth("earlier revisions", State.BUILDING, e.getMessage());
            return wanted.with(plans);
        }
    }

    /** One whose topics cannot be asked for is not ready, and does not hold up the others. */
    private boolean isReady(StreamPlan plan) {
        SourceApplication application = running.get(plan.applicationId());
        try {
            return application != null && application.hasRun() && replays.isCaughtUp(plan);
        } catch (GranaryException e) {
            log.debug("Cannot tell whether {} has caught up: {}", plan.applicationId(), e.getMessage());
            return false;
        }
    }

    private void start(StreamPlan plan) {
        String id = plan.applicationId();
        try {
            topics.ensureSource(plan.source());
            replays.begin(plan);
            SourceProgress progress = plan.begin(cuts);
            Topology topology = plan.topology(TopologyParts.of(config, meters, schemas, progress, erased));
            running.put(id, SourceApplication.start(plan, topology, clients, meters));
            watch(plan, progress);
            absent.remove(id);
        } catch (RuntimeException e) {
            ComponentHealth health = new ComponentHealth(plan.name(), stateAfter(e), e.getMessage());
            if (!health.equals(absent.put(id, health))) {
                log.warn("Cannot start {}: {}", plan.name(), e.getMessage());
            }
        }
    }

    private void watch(StreamPlan plan, SourceProgress progress) {
        if (plan instanceof WindowPlan windows) {
            watches.put(plan.applicationId(), new SourceWatch(windows, progress, offsets, tails, cuts));
        }
    }

    /** Looks at the sources of what runs; called now and then. One that cannot be looked at does not hold up the others. */
    void watch() {
        watches.forEach((id, watch) -> {
            try {
                watch.step();
            } catch (GranaryException e) {
                log.debug("Cannot look at what {} reads: {}", id, e.getMessage());
            }
        });
    }

    /** What the definitions do not allow stays so; all else may pass. */
    private static State stateAfter(RuntimeException failure) {
        boolean isFinal = failure instanceof GranaryException known && known.code() != ErrorCode.UNAVAILABLE;
        return isFinal ? State.FAILED : State.STARTING;
    }

    private void close(SourceApplication application) {
        running.remove(application.plan().applicationId());
        watches.remove(application.plan().applicationId());
        application.close();
    }

    /** Another process may still run it; the last one succeeds. */
    private void forget(StreamPlan plan) {
        String id = plan.applicationId();
        try {
            topics.deleteInternal(id);
            topics.delete(plan.ownTopics());
            replays.forget(id);
            cuts.forget(id);
            forgotten.remove(id);
            log.info("Deleted what was kept of {}", id);
        } catch (GranaryException e) {
            log.debug("Cannot delete what is kept of {} yet", id, e);
        }
    }

    /** Whether another {@link #follow} of the same rollout could change something. */
    boolean isIncomplete() {
        return hasPredecessors
                || unknown != null
                || !forgotten.isEmpty()
                || absent.values().stream().anyMatch(health -> health.state() == State.STARTING)
                || running.values().stream()
                        .anyMatch(application -> application.hasDied() || !isReady(application.plan()));
    }

    /** Whether these were started here, and none has died. */
    boolean areStarted(List<StreamPlan> plans) {
        return plans.stream().allMatch(this::isStarted);
    }

    private boolean isStarted(StreamPlan plan) {
        SourceApplication application = running.get(plan.applicationId());
        return application != null && !application.hasDied();
    }

    List<ComponentHealth> health() {
        List<ComponentHealth> all = new ArrayList<>(absent.values());
        ComponentHealth earlier = unknown;
        if (earlier != null) {
            all.add(earlier);
        }
        running.values().forEach(application -> all.add(application.health()));
        return all;
    }

    @Override
    public void close() {
        List.copyOf(running.values()).forEach(this::close);
    }
}
