package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.sql.Row;

/** Makes rows of some records, chosen by chance. */
record SampledRecords(RecordFunction rows, double fraction) implements RecordFunction {

    private static final long serialVersionUID = 1;

    @Override
    public Iterator<Row> call(ArchivedRecord archived) {
        return ThreadLocalRandom.current().nextDouble() < fraction ? rows.call(archived) : Collections.emptyIterator();
    }
}
