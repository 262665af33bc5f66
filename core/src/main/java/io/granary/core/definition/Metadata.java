package io.granary.core.definition;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people say about a definition; never changes a value. Tags are sorted by name.
 *
 * @param was the name that the definition had before, so that it is known to be the same; null: it was not renamed
 */
public record Metadata(
        @Nullable String description,
        @Nullable String owner,
        Map<String, String> tags,
        @Nullable String was) {

    public static final Metadata NONE = new Metadata(null, null, Map.of());

    public Metadata {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** Of a definition that was not renamed. */
    public Metadata(@Nullable String description, @Nullable String owner, Map<String, String> tags) {
        this(description, owner, tags, null);
    }
}
