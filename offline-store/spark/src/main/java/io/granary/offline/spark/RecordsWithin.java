package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import io.granary.archive.ArrivalRange;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** Makes rows of the records that arrived between two moments, in epoch microseconds, both inclusive. */
record RecordsWithin(RecordFunction rows, long firstMicros, long lastMicros) implements RecordFunction {

    private static final long serialVersionUID = 1;

    static RecordsWithin of(ArrivalRange arrivals, RecordFunction rows) {
        return new RecordsWithin(rows, arrivals.firstMicros(), arrivals.lastMicros());
    }

    @Override
    public Iterator<Row> call(ArchivedRecord archived) {
        return new ArrivalRange(firstMicros, lastMicros).has(archived)
                ? rows.call(archived)
                : Collections.emptyIterator();
    }
}
