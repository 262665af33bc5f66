package io.granary.online.serving;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.view.OnDemandComputation;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What all plans of one revision share. Making one compiles every on-demand view, which takes a while; after that a plan
 * is made without compiling anything. Immutable and safe for threads.
 */
final class RevisionContext {

    private final Revision revision;
    private final SchemaLookup newerSchemas;
    private final ServingMetrics metrics;
    private final RequestNames requestNames;
    private final Map<String, OnDemandComputation> computations;

    RevisionContext(Revision revision, SchemaLookup newerSchemas, ServingMetrics metrics) {
        this.revision = revision;
        this.newerSchemas = newerSchemas;
        this.metrics = metrics;
        this.requestNames = new RequestNames(revision.definitions());
        this.computations = revision.definitions().all(OnDemandFeatureView.class).stream()
                .map(view -> OnDemandComputation.compile(revision.definitions(), view))
                .collect(Collectors.toUnmodifiableMap(
                        computation -> computation.view().name(), Function.identity()));
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
