package io.granary.online.serving;

import io.granary.core.key.EntityKeyCodec;
import io.granary.online.store.ReadFields;
import java.util.List;

/**
 * The reads of all roles that share their join keys: an entity key that two roles name is read once.
 *
 * @param fields the online store's fields, one for each reader
 * @param readers of the rows in these fields
 */
record EntityGroup(EntityKeyCodec codec, ReadFields fields, List<RowReader> readers) {

    EntityGroup {
        readers = List.copyOf(readers);
    }
}
