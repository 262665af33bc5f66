package io.granary.online.serving;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.StoredRows;
import io.granary.registry.client.RevisionSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Online features in process: what the HTTP routes and the model runtime both use. Safe for threads; never blocks. It
 * does not own the store nor the sources of revisions.
 */
public final class OnlineFeatures implements AutoCloseable {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private final Map<String, ProjectPlans> projects;
    private final OnlineStore store;
    private final Duration deadline;
    private final ServingMetrics metrics;
    private final @Nullable ExecutorService ownedExecutor;

    private OnlineFeatures(
            List<RevisionSource> sources,
            OnlineStore store,
            Duration deadline,
            ServingMetrics metrics,
            Executor background,
            @Nullable ExecutorService ownedExecutor) {
        this.store = store;
        this.deadline = deadline;
        this.metrics = metrics;
        this.ownedExecutor = ownedExecutor;
        this.projects = new HashMap<>();
        for (RevisionSource source : sources) {
            projects.put(source.current().project(), new ProjectPlans(source, background, metrics));
        }
    }

    /**
     * Serves the projects of some sources; their first revisions are compiled in the background.
     *
     * @param deadline how long the store may take to answer
     */
    public static OnlineFeatures of(
            List<RevisionSource> sources, OnlineStore store, Duration deadline, MeterRegistry meters) {
        ExecutorService executor = Executors.newSingleThreadExecutor(OnlineFeatures::compilerThread);
        return new OnlineFeatures(sources, store, deadline, new ServingMetrics(meters), executor, executor);
    }

    /** Compiles revisions on an executor of the caller. */
    static OnlineFeatures of(
            List<RevisionSource> sources,
            OnlineStore store,
            Duration deadline,
            MeterRegistry meters,
            Executor background) {
        return new OnlineFeatures(sources, store, deadline, new ServingMetrics(meters), background, null);
    }

    private OnlineFeatures(OnlineFeatures like, OnlineStore store) {
        this.projects = like.projects;
        this.store = store;
        this.deadline = like.deadline;
        this.metrics = new ServingMetrics(new CompositeMeterRegistry());
        this.ownedExecutor = null;
    }

    /** The same plans on another store, counted nowhere; not to be closed. */
    OnlineFeatures reading(OnlineStore other) {
        return new OnlineFeatures(this, other);
    }

    private static Thread compilerThread(Runnable work) {
        Thread thread = new Thread(work, "granary-plan-compiler");
        thread.setDaemon(true);
        return thread;
    }

    /** Whether every project has a revision to serve. */
    public boolean isReady() {
        return projects.values().stream().allMatch(plans -> plans.findCurrent() != null);
    }

    /**
     * The plan of a query against the project's current revision, compiled once and kept.
     *
     * @throws GranaryException (NOT_FOUND) naming the project, view, feature or service that does not exist;
     *     (INVALID_ARGUMENT) for references that cannot be answered together; (UNAVAILABLE) before the first revision
     */
    public RetrievalPlan plan(String project, FeatureQuery query) {
        return project(project).current().plan(query);
    }

    /** The plans of the project's current revision, or null when there is no such project or none yet. */
    @Nullable
    Plans findPlans(String project) {
        ProjectPlans plans = projects.get(project);
        return plans == null ? null : plans.findCurrent();
    }

    /** The plan of a query against a given revision, for callers that hold one revision from start to end. */
    public RetrievalPlan plan(Revision revision, FeatureQuery query) {
        return project(revision.project()).of(revision).plan(query);
    }

    /** The revision that answers now. */
    Revision revision(String project) {
        return project(project).current().revision();
    }

    private ProjectPlans project(String name) {
        ProjectPlans plans = projects.get(name);
        if (plans == null) {
            throw Unknown.named("project", name, projects.keySet());
        }
        return plans;
    }

    /**
     * Retrieves the features of a plan within the deadline that is configured; see {@link #retrieve(RetrievalPlan,
     * EntityColumns, Instant, long)}.
     */
    public CompletionStage<FeatureVectors> retrieve(RetrievalPlan plan, EntityColumns entities, Instant now) {
        return retrieve(plan, entities, now, System.nanoTime() + deadline.toNanos());
    }

    /** How long the online store may take when a caller says nothing, and at most. */
    public Duration deadline() {
        return deadline;
    }

    /**
     * Retrieves the features of a plan with one read of the online store.
     *
     * @param now the moment of the request, against which ages are measured
     * @param deadlineNanos of {@link System#nanoTime()}, after which the answer goes without the store's
     * @return completes on a thread of the store; fails with a {@link GranaryException} (maybe as the cause of a {@link
     *     CompletionException}): UNPROCESSABLE naming an on-demand feature that fails or a value missing under {@code
     *     onMissing: fail}; UNAVAILABLE or DEADLINE_EXCEEDED when the store does not answer and the service does not
     *     allow an answer without it
     * @throws GranaryException (INVALID_ARGUMENT) naming the entity column or value that is wrong
     */
    public CompletionStage<FeatureVectors> retrieve(
            RetrievalPlan plan, EntityColumns entities, Instant now, long deadlineNanos) {
        return read(plan, BoundEntities.bind(plan, entities), now, deadlineNanos)
                .thenApply(this::counted);
    }

    private FeatureVectors counted(FeatureVectors vectors) {
        metrics.answered(StatusCounts.of(vectors));
        return vectors;
    }

    /** Like {@link #retrieve}, for a caller that counts the statuses itself. */
    CompletionStage<FeatureVectors> read(RetrievalPlan plan, BoundEntities entities, Instant now, long deadlineNanos) {
        Retrieval retrieval = new Retrieval(plan, entities, micros(now));
        long startNanos = System.nanoTime();
        return store.read(retrieval.reads(), deadlineNanos)
                .handle((stored, failure) -> answer(retrieval, stored, failure, startNanos));
    }

    /** Reads and decodes without counting; fails as the store does. */
    CompletionStage<RetrievedRows> readRows(
            RetrievalPlan plan, EntityColumns entities, Instant now, long deadlineNanos) {
        Retrieval retrieval = new Retrieval(plan, BoundEntities.bind(plan, entities), micros(now));
        return store.read(retrieval.reads(), deadlineNanos).thenApply(retrieval::rows);
    }

    /** Epoch microseconds, rounded down. */
    private static long micros(Instant now) {
        return Math.addExact(
                Math.multiplyExact(now.getEpochSecond(), MICROS_PER_SECOND), now.getNano() / NANOS_PER_MICRO);
    }

    private FeatureVectors answer(
            Retrieval retrieval, @Nullable StoredRows stored, @Nullable Throwable failure, long startNanos) {
        long nanos = System.nanoTime() - startNanos;
        if (stored != null) {
            metrics.storeAnswered(retrieval.reads().count(), nanos);
            FeatureVectors vectors = retrieval.answer(stored);
            if (vectors.isDegraded()) {
                metrics.degradedInPart();
            }
            return vectors;
        }
        metrics.storeFailed(nanos);
        GranaryException reason = storeFailure(failure);
        FeatureVectors vectors = retrieval.answerWithout(reason);
        metrics.degraded(reason);
        return vectors;
    }

    private static GranaryException storeFailure(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof GranaryException known) {
            return known;
        }
        return new GranaryException(ErrorCode.UNAVAILABLE, "Cannot read the online store: " + cause, cause);
    }

    ServingMetrics metrics() {
        return metrics;
    }

    @Override
    public void close() {
        projects.values().forEach(ProjectPlans::close);
        if (ownedExecutor != null) {
            ownedExecutor.shutdownNow();
        }
    }
}
