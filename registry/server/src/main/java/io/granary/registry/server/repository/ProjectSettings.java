package io.granary.registry.server.repository;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a feature repository says of its project beside definitions, in one environment or in none.
 *
 * @param project its name, maybe one of the environment's own
 * @param registry where the environment's registry is, or null when the repository does not say
 * @param environments the names of all environments, in the order of the file
 */
public record ProjectSettings(String project, @Nullable URI registry, List<String> environments) {

    public ProjectSettings {
        environments = List.copyOf(environments);
    }
}
