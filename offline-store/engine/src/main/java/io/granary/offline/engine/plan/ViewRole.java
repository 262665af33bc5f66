package io.granary.offline.engine.plan;

import io.granary.core.definition.FeatureView;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view asked with the join keys that some columns of the entity frame hold.
 *
 * @param view whose ttl, of a label, leaves the rows after the moment of an entity row
 * @param frameColumns in the order of the view's join keys
 * @param horizon of a label, how long after its own moment an entity row asks; null: it asks at its moment
 */
public record ViewRole(
        FeatureView view,
        List<String> frameColumns,
        @Nullable Duration horizon) {

    private static final long NANOS_PER_MICRO = 1_000;

    public ViewRole {
        frameColumns = List.copyOf(frameColumns);
    }

    public boolean isLabel() {
        return horizon != null;
    }

    /** How long after its moment an entity row asks. */
    public long aheadMicros() {
        return horizon == null ? 0 : horizon.toNanos() / NANOS_PER_MICRO;
    }

    /** When an entity row of a moment asks; both in epoch microseconds. */
    public long askedMicros(long moment) {
        long ahead = aheadMicros();
        return moment > Long.MAX_VALUE - ahead ? Long.MAX_VALUE : moment + ahead;
    }
}
