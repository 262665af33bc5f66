package io.granary.core.definition;

import io.granary.core.GranaryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A front of several models: every prediction takes one route.
 *
 * @param routes at least one, names unique; the weights give each its share of the traffic
 * @param stickyKey request field whose value pins the route, so equal values take equal routes; null: the prediction id
 * @param experiment name of the experiment whose treatment chooses the route before the weights do; null: none
 */
public record Router(
        String name,
        List<Route> routes,
        @Nullable String stickyKey,
        @Nullable String experiment,
        Metadata metadata) implements Definition {

    /**
     * One way to an answer.
     *
     * @param version version or alias of the model; null: the latest
     * @param weight relative share of the traffic, 0 or more
     */
    public record Route(String name, String model, @Nullable String version, int weight) {

        public Route {
            if (weight < 0) {
                throw GranaryException.invalid("route '" + name + "' weight", weight, "0 or more");
            }
        }
    }

    public Router {
        routes = List.copyOf(routes);
    }

    @Override
    public Kind kind() {
        return Kind.ROUTER;
    }
}
