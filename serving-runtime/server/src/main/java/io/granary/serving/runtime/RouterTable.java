package io.granary.serving.runtime;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Experiment;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Router;
import io.granary.core.type.Column;
import io.granary.serving.plan.RouterCompiler;
import io.granary.serving.plan.RouterCompiler.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The routers of one table of models, compiled. A router whose models are not all ready is not ready.
 *
 * @param ready by name
 * @param failures reasons by name
 */
record RouterTable(Map<String, ServedRouter> ready, Map<String, String> failures) {

    static RouterTable compile(Revision revision, Map<String, ServedModel> models) {
        Map<String, ServedRouter> ready = new HashMap<>();
        Map<String, String> failures = new HashMap<>();
        for (Router router : revision.definitions().all(Router.class)) {
            try {
                ready.put(router.name(), compile(revision, router, models));
            } catch (GranaryException e) {
                failures.put(router.name(), String.valueOf(e.getMessage()));
            }
        }
        return new RouterTable(Map.copyOf(ready), Map.copyOf(failures));
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such router; (UNAVAILABLE) when it is not ready */
    ServedRouter router(String name) {
        ServedRouter router = ready.get(name);
        String failure = failures.get(name);
        if (failure != null) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "router '" + name + "' is not ready: " + failure);
        }
        if (router == null) {
            throw GranaryException.notFound("router", name);
        }
        return router;
    }

    private static ServedRouter compile(Revision revision, Router router, Map<String, ServedModel> models) {
        Map<String, Target> targets = new HashMap<>();
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Router.Route route : router.routes()) {
            ServedModel model = models.get(route.model());
            if (model == null) {
                throw GranaryException.notFound("model", route.model());
            }
            ServedVersion version = model.version(route.version());
            targets.put(
                    route.name(),
                    new Target(
                            version.model(),
                            version.version(),
                            version.retrieval().features()));
            version.retrieval().requestColumns().forEach(column -> columns.putIfAbsent(column.name(), column));
        }
        @Nullable Experiment experiment = findExperiment(revision, router);
        return new ServedRouter(
                router,
                RouterCompiler.compile(router, experiment, targets),
                new ArrayList<>(columns.values()),
                units(router, experiment));
    }

    private static @Nullable Experiment findExperiment(Revision revision, Router router) {
        String name = router.experiment();
        return name == null ? null : revision.definitions().experiment(name);
    }

    private static Set<String> units(Router router, @Nullable Experiment experiment) {
        Set<String> units = new HashSet<>();
        if (experiment != null) {
            units.add(experiment.unit());
        } else if (router.stickyKey() != null) {
            units.add(router.stickyKey());
        }
        return units;
    }
}
