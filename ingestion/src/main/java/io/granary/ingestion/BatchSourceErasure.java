package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Takes the rows of an entity out of the Parquet files of batch sources, which ingestion itself does not read. Calls block;
 * failures are {@link io.granary.core.GranaryException}s that name a file.
 */
public interface BatchSourceErasure {

    /** The folder at which relative paths of sources start. */
    Path repository();

    /** Counts them, and changes nothing. */
    List<Rows> look(Asked asked);

    /** Takes them out; what died on the way goes on when it is asked again. */
    List<Rows> erase(Asked asked);

    /**
     * Which rows.
     *
     * @param id of the erasure, the same when it is begun again
     * @param revisions in use, whose feature views say what is a join key
     * @param key of the entity's join keys alone
     * @param until rows that are later stay
     */
    record Asked(String id, List<Revision> revisions, EntityKey key, Instant until) {

        public Asked {
            requireNonNull(id, "id");
            revisions = List.copyOf(revisions);
            requireNonNull(key, "key");
            requireNonNull(until, "until");
        }
    }

    /**
     * Those of one table.
     *
     * @param source name of the batch source
     * @param path of its file or folder
     * @param count of rows
     * @param files that had them
     */
    record Rows(String source, String path, long count, int files) {}
}
