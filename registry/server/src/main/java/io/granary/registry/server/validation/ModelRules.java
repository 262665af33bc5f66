package io.granary.registry.server.validation;

import io.granary.core.definition.Experiment;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Router;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of models, and of routers and experiments in front of them. */
final class ModelRules {

    private static final String VERSION = "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}";

    private final Check check;
    private final Versions versions;

    /** Whether every version of a model is at hand, or the registry may know more. */
    enum Versions {
        COMPLETE,
        PARTIAL
    }

    ModelRules(Check check, Versions versions) {
        this.check = check;
        this.versions = versions;
    }

    void apply(Model model) {
        check.resolve("service", Kind.FEATURE_SERVICE, model.service(), FeatureService.class);
        check.requireNames("outputs", ".name", SourceColumns.names(model.outputs()));
        if (model.outputs().isEmpty()) {
            check.violation("outputs", "none", "at least one output");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < model.versions().size(); i++) {
            requireVersion(model.versions().get(i), "versions[" + i + "].version", seen);
            requireUri(model.versions().get(i).uri(), "versions[" + i + "].uri");
        }
        model.aliases().forEach((alias, version) -> requireKnown("aliases." + alias, version, seen, model.name()));
    }

    void apply(Router router) {
        List<Router.Route> routes = router.routes();
        check.requireNames(
                "routes", ".name", routes.stream().map(Router.Route::name).toList());
        for (int i = 0; i < routes.size(); i++) {
            requireModel(routes.get(i), "routes[" + i + "]");
        }
        long weights = routes.stream().mapToLong(Router.Route::weight).sum();
        if (weights == 0) {
            check.violation("routes", "no weight", "at least one route with a weight above 0");
        } else if (weights > Integer.MAX_VALUE) {
            check.violation(
                    "routes", "weights of " + weights, "weights that add up to " + Integer.MAX_VALUE + " or less");
        }
        if (router.stickyKey() != null) {
            check.requireName("stickyKey", router.stickyKey());
        }
        new RouterColumnRules(check).apply(router);
        if (router.experiment() != null) {
            requireTreatmentsHaveRoutes(router, router.experiment());
        }
    }

    void apply(Experiment experiment) {
        check.requireName("unit", experiment.unit());
        check.requireNames(
                "treatments",
                ".name",
                experiment.treatments().stream().map(Experiment.Treatment::name).toList());
    }

    private void requireVersion(ModelVersion version, String path, Set<String> seen) {
        if (!version.version().matches(VERSION)) {
            check.violation(path, "'" + version.version() + "'", "1 to 63 letters, digits, '.', '_' and '-'");
        }
        if (!seen.add(version.version())) {
            check.violation(path, "'" + version.version() + "'", "each version once");
        }
    }

    private void requireUri(String uri, String path) {
        if (!uri.startsWith("file:") && !RelativePath.staysInside(uri)) {
            check.violation(path, "'" + uri + "'", "a file: URI or a path below the model root");
        }
    }

    private void requireKnown(String path, String version, Set<String> known, String model) {
        if (versions == Versions.COMPLETE) {
            check.requireKnown(path, version, known, "a version of model '" + model + "'");
        }
    }

    private void requireModel(Router.Route route, String path) {
        Model model = check.resolve(path + ".model", Kind.MODEL, route.model(), Model.class);
        if (model != null && route.version() != null) {
            Set<String> known = new HashSet<>(model.aliases().keySet());
            model.versions().forEach(version -> known.add(version.version()));
            requireKnown(path + ".version", route.version(), known, model.name());
        }
    }

    private void requireTreatmentsHaveRoutes(Router router, String name) {
        Experiment experiment = check.resolve("experiment", Kind.EXPERIMENT, name, Experiment.class);
        if (experiment == null) {
            return;
        }
        List<String> missing = new ArrayList<>(experiment.treatments().stream()
                .map(Experiment.Treatment::route)
                .toList());
        missing.removeAll(router.routes().stream().map(Router.Route::name).toList());
        for (String route : missing) {
            check.violation(
                    "experiment",
                    "'" + name + "' with a treatment on route '" + route + "'",
                    "only routes that the router has");
        }
    }
}
