package io.granary.offline.engine;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A column of a training set.
 *
 * @param name of a feature, its full name {@code role__feature}
 * @param type the text of a {@link io.granary.core.type.DataType}; of a column of the entity frame that is none of these,
 *     the engine's own name of the type
 * @param nulls how many rows have no value
 * @param statuses of a feature: how many rows have which status; empty for a column of the entity frame
 */
public record TrainingSetColumn(String name, String type, Origin origin, long nulls, Map<String, Long> statuses) {

    /** Where a column comes from. */
    public enum Origin {
        ENTITY_FRAME,
        FEATURE
    }

    public TrainingSetColumn {
        statuses = Collections.unmodifiableMap(new TreeMap<>(statuses));
    }
}
