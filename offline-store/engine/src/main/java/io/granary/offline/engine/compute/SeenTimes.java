package io.granary.offline.engine.compute;

import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.plan.ViewRole;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Between which event timestamps entity rows can see rows of a source, in epoch microseconds, both inclusive. Rows without one are
 * not meant: they are for the engine to refuse.
 */
public record SeenTimes(long firstMicros, long lastMicros) {

    /** No row is out of sight. */
    public static final SeenTimes ALL = new SeenTimes(Long.MIN_VALUE, Long.MAX_VALUE);

    /** How long past its ttl a row still tells an entity that is too old from one that was never seen. */
    public static final Duration GRACE = Duration.ofDays(7);

    private static final long NANOS_PER_MICRO = 1_000;

    /**
     * What the views of a source need of it. A label needs a batch source to the end: its newest row says which labels are known.
     *
     * @param earliestMicros first moment of the entity frame
     * @param latestMicros last moment of it; before the first: it has no rows
     */
    public static SeenTimes of(TrainingSetPlan plan, String source, long earliestMicros, long latestMicros) {
        if (latestMicros < earliestMicros) {
            return ALL;
        }
        long first = plan.views().stream()
                .filter(view -> view.source().equals(source))
                .mapToLong(view -> before(earliestMicros, reachMicros(plan, view)))
                .min()
                .orElse(Long.MIN_VALUE);
        ViewRole label = plan.labelOf(source);
        return new SeenTimes(first, label == null ? latestMicros : lastMicros(plan, label, latestMicros));
    }

    private static long lastMicros(TrainingSetPlan plan, ViewRole label, long latestMicros) {
        boolean isStream = SourceAtRest.of(plan.revision(), label.view()).stream() != null;
        return isStream ? label.askedMicros(latestMicros) : Long.MAX_VALUE;
    }

    /** Whether rows of an event timestamp are in sight. */
    public boolean has(long eventMicros) {
        return eventMicros >= firstMicros && eventMicros <= lastMicros;
    }

    /** The first event timestamp that a row of a plain view may have to be found, even if only as too old. */
    public static long firstMicros(long earliestMicros, @Nullable Duration ttl) {
        return before(earliestMicros, reachMicros(ttl));
    }

    private static long reachMicros(TrainingSetPlan plan, FeatureView view) {
        return view.isWindowed()
                ? ViewWindows.of(plan.revision(), view).reachMicros(plan.columns(view))
                : reachMicros(view.ttl());
    }

    private static long reachMicros(@Nullable Duration ttl) {
        return ttl == null ? Long.MAX_VALUE : ttl.plus(GRACE).toNanos() / NANOS_PER_MICRO;
    }

    private static long before(long micros, long reachMicros) {
        return reachMicros == Long.MAX_VALUE || micros < Long.MIN_VALUE + reachMicros
                ? Long.MIN_VALUE
                : micros - reachMicros;
    }
}
