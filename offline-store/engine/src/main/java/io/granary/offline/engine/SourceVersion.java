package io.granary.offline.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source as a training set read it.
 *
 * @param source name of the batch source that holds the rows; of archived records, name of the stream
 * @param knowledge what the entity rows knew of it
 * @param files in the order of paths
 * @param snapshot null when it keeps no versions
 */
public record SourceVersion(
        String source,
        Knowledge knowledge,
        List<FileVersion> files,
        @Nullable TableVersion snapshot) {

    public SourceVersion {
        files = List.copyOf(files);
    }
}
