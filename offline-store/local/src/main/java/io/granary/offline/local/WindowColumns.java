package io.granary.offline.local;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the rows that {@link WindowJoin} sorts: of entity rows, of rows of a table, of events of an archive.
 *
 * @param keys how many join keys there are
 * @param table where rows of a table become events; null: there are none
 * @param isArchived whether there are events of an archive
 */
record WindowColumns(int keys, @Nullable TableEvents table, boolean isArchived) {

    static final int MOMENT = 1;
    /** Number of an entity row; of all others, null. */
    static final int ROW = 2;

    static final int ROLE = 3;
    /** When a row of a table came; of an event, from when on it is known. */
    static final int CAME = 4;

    static final int KEYS = 5;

    /** The position of the first column of the table. */
    int cells() {
        return KEYS + keys;
    }

    /** The position of an event's content, which is the last one. */
    int content() {
        return cells() + (table == null ? 0 : table.cells().cells().size());
    }

    /** What is selected. */
    String sql() {
        List<String> columns = new ArrayList<>(List.of("moment", "row", "role", "came"));
        for (int i = 0; i < keys; i++) {
            columns.add("k" + i);
        }
        if (table != null) {
            table.cells().cells().forEach(cell -> columns.add(cell.sql()));
        }
        if (isArchived) {
            columns.add("content");
        }
        return String.join(", ", columns);
    }
}
