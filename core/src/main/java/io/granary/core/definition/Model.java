package io.granary.core.definition;

import io.granary.core.type.Column;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model that is served on a feature service.
 *
 * @param service name of the feature service whose features are its inputs
 * @param outputs what a prediction holds
 * @param versions by registration; append-only: an apply adds versions and never removes one
 * @param aliases alias to version, such as {@code champion} to {@code 3}
 */
public record Model(
        String name,
        String service,
        List<Column> outputs,
        List<ModelVersion> versions,
        Map<String, String> aliases,
        Metadata metadata)
        implements Definition {

    public Model {
        outputs = List.copyOf(outputs);
        versions = List.copyOf(versions);
        aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    }

    @Override
    public Kind kind() {
        return Kind.MODEL;
    }

    /** The version of that name or alias, or null. */
    public @Nullable ModelVersion findVersion(String versionOrAlias) {
        String version = aliases.getOrDefault(versionOrAlias, versionOrAlias);
        for (ModelVersion candidate : versions) {
            if (candidate.version().equals(version)) {
                return candidate;
            }
        }
        return null;
    }
}
