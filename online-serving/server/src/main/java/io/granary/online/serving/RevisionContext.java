package io.granary.online.serving;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.view.OnDemandComputation;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all plans of one revision share. Making one compiles every on-demand view that another revision's context does not
 * have compiled, which takes a while; after that a plan is made without compiling anything. Immutable and safe for threads.
 */
final class RevisionContext {

    private final Revision revision;
    private final SchemaLookup newerSchemas;
    private final ServingMetrics metrics;
    private final RequestNames requestNames;
    private final Map<String, OnDemandComputation> computations;

    /** @param before of another revision, whose compiled views are taken over where they compute the same; null: none */
    RevisionContext(
            Revision revision, @Nullable RevisionContext before, SchemaLookup newerSchemas, ServingMetrics metrics) {
        this.revision = revision;
        this.newerSchemas = newerSchemas;
        this.metrics = metrics;
        this.requestNames = new RequestNames(revision.definitions());
        this.computations = revision.definitions().all(OnDemandFeatureView.class).stream()
                .map(view -> compile(view, before))
                .collect(Collectors.toUnmodifiableMap(
                        computation -> computation.view().name(), Function.identity()));
    }

    private OnDemandComputation compile(OnDemandFeatureView view, @Nullable RevisionContext before) {
        OnDemandComputation known = before == null ? null : before.computations.get(view.name());
        return known != null && known.isOf(definitions(), view)
                ? known
                : OnDemandComputation.compile(definitions(), view);
    }

    Revision revision() {
        return revision;
    }

    Definitions definitions() {
        return revision.definitions();
    }

    SchemaLookup newerSchemas() {
        return newerSchemas;
    }

    ServingMetrics metrics() {
        return metrics;
    }

    RequestNames requestNames() {
        return requestNames;
    }

    OnDemandComputation computation(OnDemandFeatureView view) {
        OnDemandComputation computation = computations.get(view.name());
        if (computation == null) {
            throw new IllegalStateException("every on-demand view of the revision is compiled: " + view.name());
        }
        return computation;
    }
}
