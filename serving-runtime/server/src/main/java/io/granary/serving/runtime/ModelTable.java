package io.granary.serving.runtime;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.online.serving.RetrievalPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All models of one revision. A request enters its lease and holds one table from start to end; native memory is freed
 * when the last request has left the last table that has the model. Immutable but for its lease.
 */
final class ModelTable {

    private final Revision revision;
    private final Map<String, ServedModel> models;
    private final Map<String, RetrievalPlan> retrievals = new HashMap<>();
    private final RouterTable routers;
    private final Lease lease;

    /** Enters the lease of every loaded model; the caller leaves those it made itself. */
    ModelTable(Revision revision, Collection<ServedModel> models) {
        this.revision = revision;
        this.models = new TreeMap<>();
        models.forEach(model -> this.models.put(model.model().name(), model));
        models.forEach(model -> model.ready()
                .values()
                .forEach(version -> retrievals.put(model.model().service(), version.retrieval())));
        this.routers = RouterTable.compile(revision, this.models);
        List<SharedModel> shared = shared();
        shared.forEach(model -> model.lease().enter());
        this.lease = new Lease(() -> shared.forEach(model -> model.lease().leave()));
    }

    static ModelTable empty(Revision revision) {
        return new ModelTable(revision, List.of());
    }

    Revision revision() {
        return revision;
    }

    Lease lease() {
        return lease;
    }

    Collection<ServedModel> models() {
        return models.values();
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such model; (UNAVAILABLE) before the first revision */
    ServedModel model(String name) {
        ServedModel model = models.get(name);
        if (revision.number() == 0) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "model '" + name + "' is not ready: no revision yet");
        }
        if (model == null) {
            throw GranaryException.notFound("model", name);
        }
        return model;
    }

    /** How the features of a service are read, for a service that a ready version has. */
    RetrievalPlan retrieval(String service) {
        return requireNonNull(retrievals.get(service), service);
    }

    RouterTable routers() {
        return routers;
    }

    /** The loaded model of a version, or null. */
    @Nullable
    SharedModel findShared(String name, String version) {
        ServedModel model = models.get(name);
        ServedVersion ready = model == null ? null : model.ready().get(version);
        return ready == null ? null : ready.shared();
    }

    /** The reasons of every version that is not ready, by {@code model/version}. */
    Map<String, String> failures() {
        Map<String, String> failures = new TreeMap<>();
        models.forEach((name, model) ->
                model.failures().forEach((version, reason) -> failures.put(name + "/" + version, reason)));
        return failures;
    }

    private List<SharedModel> shared() {
        List<SharedModel> shared = new ArrayList<>();
        models.values().forEach(model -> model.ready().values().forEach(version -> shared.add(version.shared())));
        return shared;
    }
}
