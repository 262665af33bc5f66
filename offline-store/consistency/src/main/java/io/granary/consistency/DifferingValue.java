package io.granary.consistency;

import io.granary.core.view.FeatureStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that was not the same online as it is in a training set.
 *
 * @param time of the request
 * @param entity join keys and request fields by name
 * @param online what was answered
 * @param offline what a training set says
 * @param reason what the explanation was found by: the newest row of the source that is known, and what became of it
 */
public record DifferingValue(
        String view,
        String feature,
        Instant time,
        Map<String, @Nullable Object> entity,
        @Nullable Object online,
        FeatureStatus status,
        @Nullable Object offline,
        Explanation explanation,
        String reason) {

    public DifferingValue {
        entity = Collections.unmodifiableMap(new LinkedHashMap<>(entity));
    }
}
