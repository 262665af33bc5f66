package io.granary.serving.plan;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Router;

/**
 * Chooses a router's route by weight. The sticky key's value is hashed with the router's name as salt, so equal values
 * take equal routes as long as the weights stay; without a sticky key the prediction's id is hashed.
 */
public record WeightedRoutes(Router router) {

    /** The route of a row of a batch. */
    Router.Route choose(Batch batch, int row) {
        String key = router.stickyKey();
        byte[] unit = key == null
                ? Buckets.canonical("prediction id", batch.id(row))
                : Buckets.canonical(key + "[" + row + "]", batch.column(key).get(row));
        return choose(unit);
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when no route has a weight */
    Router.Route choose(byte[] unit) {
        int bucket = Buckets.bucket(router.name(), unit, totalWeight());
        for (Router.Route route : router.routes()) {
            if (bucket < route.weight()) {
                return route;
            }
            bucket -= route.weight();
        }
        throw new IllegalStateException("weights add up to their total");
    }

    /** The probability of a route, 0 to 1. */
    double share(Router.Route route) {
        return (double) route.weight() / totalWeight();
    }

    private int totalWeight() {
        int total = router.routes().stream().mapToInt(Router.Route::weight).reduce(0, Math::addExact);
        if (total == 0) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "router '" + router.name() + "' weights: all 0 (expected: at least one above 0)");
        }
        return total;
    }
}
