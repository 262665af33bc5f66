package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import io.granary.formats.Event;
import io.granary.offline.engine.plan.RowTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The event of a record of a topic.
 *
 * @param arrivalMillis when the record came
 */
record RecordRow(
        ArchivedRecord record,
        Event event,
        long arrivalMillis,
        @Nullable Long createdMicros) implements SourceRow {

    @Override
    public @Nullable Object value(String name) {
        return event.value(name);
    }

    @Override
    public long arrivalMicros(RowTime time, long eventMicros) {
        return TimeUnit.MILLISECONDS.toMicros(arrivalMillis);
    }
}
