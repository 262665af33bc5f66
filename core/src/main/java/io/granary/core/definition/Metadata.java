package io.granary.core.definition;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What people say about a definition; never changes a value. Tags are sorted by name. */
public record Metadata(
        @Nullable String description, @Nullable String owner, Map<String, String> tags) {

    public static final Metadata NONE = new Metadata(null, null, Map.of());

    public Metadata {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
