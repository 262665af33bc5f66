package io.granary.serving.runtime;

import io.granary.core.definition.Router;
import io.granary.core.type.Column;
import io.granary.serving.plan.ServingPlan;
import java.util.List;
import java.util.Set;

/**
 * A router that is ready to answer.
 *
 * @param columns what a request must bring for the features of any route
 * @param units what it must bring to be assigned; they may be among the columns
 */
record ServedRouter(Router router, ServingPlan plan, List<Column> columns, Set<String> units) {

    ServedRouter {
        columns = List.copyOf(columns);
        units = Set.copyOf(units);
    }
}
