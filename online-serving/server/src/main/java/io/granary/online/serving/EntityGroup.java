package io.granary.online.serving;

import io.granary.core.key.EntityKeyCodec;
import io.granary.online.store.ReadFields;
import java.util.List;

/**
 * The reads of all roles that share their join keys: an entity key that two roles name is read once.
 *
 * @param fields the online store's fields, one for each reader
 * @param readers of the rows in these fields
 * @param firstCells of each field, its place among the cells of a read; at the end, how many cells a read has
 */
record EntityGroup(EntityKeyCodec codec, ReadFields fields, List<RowReader> readers, int[] firstCells) {

    static EntityGroup of(EntityKeyCodec codec, ReadFields fields, List<RowReader> readers) {
        int[] firstCells = new int[readers.size() + 1];
        for (int field = 0; field < readers.size(); field++) {
            firstCells[field + 1] = firstCells[field] + readers.get(field).width();
        }
        return new EntityGroup(codec, fields, List.copyOf(readers), firstCells);
    }

    /** How many cells a read has. */
    int width() {
        return firstCells[readers.size()];
    }
}
