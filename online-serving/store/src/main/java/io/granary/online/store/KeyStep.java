package io.granary.online.store;

import io.granary.core.key.EntityKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step of a walk over entity keys found.
 *
 * @param next where the next step goes on; null after the last
 * @param keys of the project; one may come in several steps
 */
public record KeyStep(@Nullable String next, List<EntityKey> keys) {

    public KeyStep {
        keys = List.copyOf(keys);
    }
}
