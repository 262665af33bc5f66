package io.granary.serving.plan;

import io.granary.core.definition.Experiment;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Router;
import io.granary.core.type.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a router. When all routes share a feature service, features are read once for all rows before the rows part;
 * else each route reads its own.
 */
public final class RouterCompiler {

    /**
     * What a route leads to.
     *
     * @param features full names and types of the model's service
     */
    public record Target(Model model, ModelVersion version, List<Column> features) {}

    private final Router router;
    private final Map<String, Target> targets;

    private RouterCompiler(Router router, Map<String, Target> targets) {
        this.router = router;
        this.targets = targets;
    }

    /**
     * Entity rows to predictions, logged.
     *
     * @param targets of every route, by its name
     * @throws io.granary.core.GranaryException (FAILED_PRECONDITION) naming an input that a service does not have
     */
    public static ServingPlan compile(Router router, @Nullable Experiment experiment, Map<String, Target> targets) {
        return new RouterCompiler(router, targets).plan(experiment);
    }

    private ServingPlan plan(@Nullable Experiment experiment) {
        List<PlanNode> nodes = new ArrayList<>();
        String shared = findSharedService();
        if (shared != null) {
            nodes.add(new FeaturesNode(shared));
        }
        if (experiment != null) {
            nodes.add(new AssignNode(experiment));
        }
        nodes.add(new SwitchNode(new WeightedRoutes(router), branches(shared != null)));
        nodes.add(new LogNode(router.name()));
        return new ServingPlan(nodes);
    }

    private @Nullable String findSharedService() {
        List<String> services = targets.values().stream()
                .map(target -> target.model().service())
                .distinct()
                .toList();
        return services.size() == 1 ? services.get(0) : null;
    }

    private Map<String, RouteBranch> branches(boolean isEnriched) {
        Map<String, RouteBranch> branches = new LinkedHashMap<>();
        for (Router.Route route : router.routes()) {
            Target target = targets.get(route.name());
            if (target == null) {
                throw new IllegalArgumentException("route " + route.name() + " has no target");
            }
            ServingPlan whole = ServingPlan.ofModel(target.model(), target.version(), target.features());
            ServingPlan plan = isEnriched
                    ? new ServingPlan(whole.nodes().subList(1, whole.nodes().size()))
                    : whole;
            branches.put(
                    route.name(),
                    new RouteBranch(route.name(), target.model().name(), target.version(), share(route), plan));
        }
        return branches;
    }

    private double share(Router.Route route) {
        return new WeightedRoutes(router).share(route);
    }
}
