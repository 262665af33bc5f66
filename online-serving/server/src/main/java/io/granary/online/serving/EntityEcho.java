package io.granary.online.serving;

import java.util.ArrayList;
import java.util.List;

/**
 * A request column as the answer repeats it.
 *
 * @param values of the column, bound where the plan needs it
 */
record EntityEcho(String name, BoundColumn values) {

    /** Every column of a request in its order; those that the plan does not need have no type and are shown as they came. */
    static List<EntityEcho> of(RetrievalPlan plan, BoundEntities bound, EntityColumns given) {
        List<EntityEcho> echoes = new ArrayList<>();
        for (String name : given.names()) {
            int column = plan.indexOfRequestColumn(name);
            echoes.add(new EntityEcho(
                    name, column < 0 ? new ObjectColumn(given.values(name).toArray(), null) : bound.column(column)));
        }
        return echoes;
    }
}
