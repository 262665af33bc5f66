package io.granary.offline.engine.archive;

import io.granary.archive.ArchivedRecord;
import io.granary.formats.Event;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.plan.RowTime;
import org.jspecify.annotations.Nullable;

/**
 * The event of a record of a topic.
 *
 * @param eventMicros its event timestamp, epoch microseconds
 * @param arrivalMicros when the record came, epoch microseconds
 */
public record ArchivedEvent(
        ArchivedRecord record,
        Event event,
        long eventMicros,
        long arrivalMicros,
        @Nullable Long createdMicros) implements SourceRow {

    @Override
    public @Nullable Object value(String name) {
        return event.value(name);
    }

    @Override
    public long arrivalMicros(RowTime time, long moment) {
        return arrivalMicros;
    }
}
