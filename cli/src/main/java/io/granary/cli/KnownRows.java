package io.granary.cli;

import io.granary.cli.files.Repository;
import io.granary.cli.files.SourceRows;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.StreamSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How many rows the sources of a repository have, as far as they can be asked from here; each is asked once. */
final class KnownRows implements Function<String, @Nullable Long> {

    private final Repository repository;
    private final SourceRows files;
    private final @Nullable TopicLengths topics;
    private final Map<String, @Nullable Long> counted = new HashMap<>();

    /** @param topics null when no broker is known */
    KnownRows(Repository repository, @Nullable TopicLengths topics) {
        this.repository = repository;
        this.files = new SourceRows(repository.folder());
        this.topics = topics;
    }

    @Override
    public @Nullable Long apply(String source) {
        if (!counted.containsKey(source)) {
            counted.put(source, count(repository.definitions().source(source)));
        }
        return counted.get(source);
    }

    private @Nullable Long count(DataSource source) {
        if (source instanceof BatchSource batch) {
            return files.count(batch);
        }
        StreamSource stream = source.findStream(repository.project());
        return stream == null || topics == null ? null : topics.count(stream.topic());
    }
}
