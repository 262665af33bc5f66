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

    /** When a row of a table came, in epoch microseconds: its created timestamp, else its event timestamp and the delay. */
    public long arrivalMicros(long eventMicros, @Nullable Long createdMicros) {
        return createdMicros == null ? Math.addExact(eventMicros, delayMicros) : createdMicros;
    }

    /**
     * The first moment, in epoch microseconds, at which entity rows may know of a row, if its event timestamp is not later.
     *
     * @param arrivalMicros when it came
     * @param createdMicros as it declares, or null
     */
    public long knownMicros(long eventMicros, long arrivalMicros, @Nullable Long createdMicros) {
        return switch (knowledge) {
            case EVENT_TIME -> eventMicros;
            case AS_SERVED -> arrivalMicros;
            case CREATED -> createdMicros == null ? arrivalMicros : createdMicros;
        };
    }
}
