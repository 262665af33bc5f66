package io.granary.online.serving;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.core.row.RowSchema;
import io.granary.registry.client.RevisionSource;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plans of a project's current revision. A new revision is compiled in the background and then takes over; requests
 * under way keep the plan they have. Safe for threads.
 */
final class ProjectPlans implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProjectPlans.class);

    private final RevisionSource source;
    private final ServingMetrics metrics;
    private final RevisionSource.Subscription subscription;
    private volatile @Nullable Plans current;
    private volatile @Nullable Plans other;

    ProjectPlans(RevisionSource source, Executor background, ServingMetrics metrics) {
        this.source = source;
        this.metrics = metrics;
        this.subscription = source.subscribe(revision -> background.execute(this::catchUp));
        background.execute(this::catchUp);
    }

    /** The plans of the revision that answers now; null until the first one is compiled. */
    @Nullable
    Plans findCurrent() {
        return current;
    }

    /** @throws GranaryException (UNAVAILABLE) until the first revision is compiled */
    Plans current() {
        Plans plans = current;
        if (plans == null) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE,
                    "project: '" + source.current().project() + "' has no revision yet (expected: a first apply)");
        }
        return plans;
    }

    /** Plans of a revision that a caller holds, which need not be the current one. */
    Plans of(Revision revision) {
        Plans serving = current;
        if (serving != null && serving.revision().equals(revision)) {
            return serving;
        }
        Plans known = other;
        Plans plans = known != null && known.revision().equals(revision) ? known : compile(revision, serving);
        other = plans;
        return plans;
    }

    /** @param similar plans of another revision, whose parts are taken over where they are the same in both; null: none */
    private Plans compile(Revision revision, @Nullable Plans similar) {
        SchemaLookup newerSchemas = (view, schemaId) -> findNewerSchema(revision, view, schemaId);
        RevisionContext before = similar == null ? null : similar.context();
        return new Plans(new RevisionContext(revision, before, newerSchemas, metrics));
    }

    private void catchUp() {
        Revision newest = source.current();
        Plans previous = current;
        boolean isServed = previous != null && previous.revision().equals(newest);
        if (newest.number() == 0 || isServed) {
            return;
        }
        try {
            Plans plans = of(newest);
            plans.warmUp(previous == null ? Set.of() : previous.queries());
            current = plans;
            other = null;
            log.info("Serving revision {} of project {}", newest.number(), newest.project());
        } catch (RuntimeException e) {
            log.error("Cannot serve revision {} of project {}", newest.number(), newest.project(), e);
        }
    }

    /** Rows are written by the newest revision while this one still answers, and under whatever name the view has there. */
    private @Nullable RowSchema findNewerSchema(Revision revision, String view, long schemaId) {
        String field = revision.viewState(view).field(view);
        return source.newest().viewStates().entrySet().stream()
                .flatMap(entry -> generations(entry.getKey(), entry.getValue(), field))
                .flatMap(state -> state.schemas().stream())
                .filter(schema -> schema.id() == schemaId)
                .findFirst()
                .orElse(null);
    }

    private static Stream<ViewState> generations(String view, ViewState state, String field) {
        return Stream.concat(Stream.of(state), state.retired().stream())
                .filter(generation -> generation.field(view).equals(field));
    }

    @Override
    public void close() {
        subscription.close();
    }
}
