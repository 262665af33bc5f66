package io.granary.offline.engine;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Which rows are to be taken out of the files of batch sources: those of one entity.
 *
 * @param id of the erasure, the same when it is begun again
 * @param repository folder at which relative paths start
 * @param revisions of one project, whose feature views say which columns are join keys
 * @param key of the entity's join keys alone
 * @param until rows of the entity that are later stay
 */
public record RowErasureRequest(
        String id, Path repository, List<Revision> revisions, EntityKey key, Instant until, Mode mode) {

    /** What is done with the rows. */
    public enum Mode {
        /** They are counted, and nothing is changed. */
        LOOK,
        ERASE
    }

    public RowErasureRequest {
        requireNonNull(id, "id");
        requireNonNull(repository, "repository");
        revisions = List.copyOf(revisions);
        requireNonNull(key, "key");
        requireNonNull(until, "until");
        requireNonNull(mode, "mode");
    }
}
