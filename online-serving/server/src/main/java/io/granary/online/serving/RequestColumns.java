package io.granary.online.serving;

import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import java.util.ArrayList;
import java.util.List;

/** Collects the entity columns that a plan needs while it is compiled. */
final class RequestColumns {

    private final List<RequestColumn> columns = new ArrayList<>();

    /** The index of the column, which is added when it is new. */
    int add(Column column, RequestColumn.Use use) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column.name())) {
                return merge(i, column, use);
            }
        }
        columns.add(new RequestColumn(column, use));
        return columns.size() - 1;
    }

    private int merge(int index, Column column, RequestColumn.Use use) {
        RequestColumn first = columns.get(index);
        if (!first.column().type().equals(column.type())) {
            throw GranaryException.invalid(
                    "entities." + column.name(),
                    "both " + first.column().type().text() + " and "
                            + column.type().text(),
                    "features that agree on the type, or a service that names them apart");
        }
        if (use == RequestColumn.Use.JOIN_KEY) {
            columns.set(index, new RequestColumn(column, use));
        }
        return index;
    }

    List<RequestColumn> all() {
        return columns;
    }
}
