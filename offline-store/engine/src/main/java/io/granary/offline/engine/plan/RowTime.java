package io.granary.offline.engine.plan;

import io.granary.core.definition.StreamSource;
import io.granary.offline.engine.Knowledge;
import org.jspecify.annotations.Nullable;

/** The moments of a source's rows: when one was created, and from when on entity rows know it. Immutable. */
public final class RowTime {

    private static final long MICROS_PER_MILLI = 1_000;

    private final Knowledge knowledge;
    private final long delayMicros;

    private RowTime(Knowledge knowledge, long delayMicros) {
        this.knowledge = knowledge;
        this.delayMicros = delayMicros;
    }

    /** @param knowledge as {@link SourceAtRest#knowledge} gives it */
    public static RowTime of(SourceAtRest source, Knowledge knowledge) {
        StreamSource.History history = source.history();
        return new RowTime(knowledge, history == null ? 0 : history.delay().toMillis() * MICROS_PER_MILLI);
    }

    /** When a row came, in epoch microseconds: its created timestamp, else its event timestamp and the delay. */
    public long arrivalMicros(long eventMicros, @Nullable Long createdMicros) {
        return createdMicros == null ? Math.addExact(eventMicros, delayMicros) : createdMicros;
    }

    /** The first moment, in epoch microseconds, at which an entity row knows the row. */
    public long visibleMicros(long eventMicros, @Nullable Long createdMicros) {
        return switch (knowledge) {
            case EVENT_TIME -> eventMicros;
            case AS_SERVED, CREATED -> Math.max(eventMicros, arrivalMicros(eventMicros, createdMicros));
        };
    }
}
