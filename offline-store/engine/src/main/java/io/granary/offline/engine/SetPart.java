package io.granary.offline.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a training set that is split.
 *
 * @param name of the part and of the folder that holds it
 * @param from its first moment, when the set is split by time and it is not the first part
 * @param files relative to the set's folder, in the order of rows
 */
public record SetPart(String name, long rows, @Nullable Instant from, List<String> files) {

    public SetPart {
        files = List.copyOf(files);
    }
}
