package io.granary.online.serving;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request with its plan, its entities bound to it.
 *
 * @param echoes the entities in the order of the request
 */
record FeatureRequest(RetrievalPlan plan, BoundEntities entities, List<EntityEcho> echoes) {

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the column or the value that is wrong */
    static FeatureRequest of(RetrievalPlan plan, EntityColumns given) {
        BoundEntities entities = BoundEntities.bind(plan, given);
        return new FeatureRequest(plan, entities, EntityEcho.of(plan, entities, given));
    }

    /**
     * Binds entities that are exactly the columns of the plan.
     *
     * @return null when they are not
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the value that is wrong
     */
    static @Nullable FeatureRequest of(RetrievalPlan plan, ScannedEntities given) {
        List<RequestColumn> wanted = plan.boundColumns();
        if (given.columns().size() != wanted.size()) {
            return null;
        }
        BoundColumn[] columns = new BoundColumn[wanted.size()];
        List<EntityEcho> echoes = new ArrayList<>(columns.length);
        for (ScannedColumn column : given.columns()) {
            int index = plan.indexOfRequestColumn(column);
            if (index < 0 || columns[index] != null) {
                return null;
            }
            columns[index] = column.bind(wanted.get(index));
            echoes.add(new EntityEcho(wanted.get(index).name(), columns[index]));
        }
        return new FeatureRequest(plan, new BoundEntities(columns, given.rows()), echoes);
    }
}
