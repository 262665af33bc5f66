package io.granary.online.serving;

import io.granary.core.GranaryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entity rows of a request as a plan wants them: typed values for each of its request columns. */
final class BoundEntities {

    private final BoundColumn[] columns;
    private final int rows;

    BoundEntities(BoundColumn[] columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) naming the column that is absent or unknown, or the value that is wrong */
    static BoundEntities bind(RetrievalPlan plan, EntityColumns entities) {
        plan.requestNames().refuseUnknown(entities.names());
        List<RequestColumn> wanted = plan.boundColumns();
        BoundColumn[] columns = new BoundColumn[wanted.size()];
        for (int i = 0; i < columns.length; i++) {
            RequestColumn column = wanted.get(i);
            columns[i] = new ObjectColumn(column.bind(entities), column.column().type());
        }
        return new BoundEntities(columns, entities.rows());
    }

    int rows() {
        return rows;
    }

    BoundColumn column(int column) {
        return columns[column];
    }

    @Nullable
    Object value(int column, int row) {
        return columns[column].value(row);
    }
}
