package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.ingestion.ComponentHealth.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream applications of a project, one a source, made to follow the revisions. {@link #follow} and {@link #close}
 * are called by one thread at a time; health may be asked by any.
 */
final class SourceApplications implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SourceApplications.class);

    private final KafkaClients clients;
    private final Topics topics;
    private final MeterRegistry meters;
    private final int maxRowBytes;
    private final Map<String, SourceApplication> running = new ConcurrentHashMap<>();
    private final Map<String, ComponentHealth> absent = new ConcurrentHashMap<>();

    SourceApplications(KafkaClients clients, Topics topics, MeterRegistry meters, int maxRowBytes) {
        this.clients = clients;
        this.topics = topics;
        this.meters = meters;
        this.maxRowBytes = maxRowBytes;
    }

    /** Closes what the revision no longer has or has changed or has died, and starts what is missing. */
    void follow(Revision revision) {
        List<SourcePlan> plans = SourcePlan.of(revision);
        for (SourceApplication application : List.copyOf(running.values())) {
            if (application.hasDied() || plans.stream().noneMatch(application.plan()::sameAs)) {
                close(application);
            }
        }
        absent.clear();
        for (SourcePlan plan : plans) {
            if (!running.containsKey(plan.source().name())) {
                start(plan);
            }
        }
    }

    private void start(SourcePlan plan) {
        String source = plan.source().name();
        try {
            topics.ensureSource(plan.source());
            running.put(
                    source, SourceApplication.start(plan, SourceTopology.build(plan, meters, maxRowBytes), clients));
        } catch (RuntimeException e) {
            log.warn("Cannot start stream source {}: {}", source, e.getMessage());
            absent.put(source, new ComponentHealth("source " + source, stateAfter(e), e.getMessage()));
        }
    }

    /** What the definitions do not allow stays so; all else may pass. */
    private static State stateAfter(RuntimeException failure) {
        boolean isFinal = failure instanceof GranaryException known && known.code() != ErrorCode.UNAVAILABLE;
        return isFinal ? State.FAILED : State.STARTING;
    }

    private void close(SourceApplication application) {
        running.remove(application.plan().source().name());
        application.close();
    }

    /** Whether another {@link #follow} of the same revision could help. */
    boolean isIncomplete() {
        return absent.values().stream().anyMatch(health -> health.state() == State.STARTING)
                || running.values().stream().anyMatch(SourceApplication::hasDied);
    }

    List<ComponentHealth> health() {
        List<ComponentHealth> all = new ArrayList<>(absent.values());
        running.values().forEach(application -> all.add(application.health()));
        return all;
    }

    @Override
    public void close() {
        List.copyOf(running.values()).forEach(this::close);
    }
}
