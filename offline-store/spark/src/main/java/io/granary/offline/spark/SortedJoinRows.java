package io.granary.offline.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.UnsafeExternalRowSorter;
import org.apache.spark.util.collection.unsafe.sort.PrefixComparators;
import scala.jdk.javaapi.CollectionConverters;

/** Sorts rows of the as-of join with Spark's own sorter, which spills when the task's memory is used up. */
final class SortedJoinRows {

    private SortedJoinRows() {}

    /** The rows in {@link JoinOrder}; each is valid until the next is taken. */
    static Iterator<InternalRow> sort(Iterator<InternalRow> rows, Iterator<InternalRow> probes) {
        try {
            UnsafeExternalRowSorter sorter = UnsafeExternalRowSorter.createWithRecordComparator(
                    JoinRow.SCHEMA,
                    JoinOrder::new,
                    PrefixComparators.LONG,
                    new Place(),
                    SparkEnv.get().memoryManager().pageSizeBytes(),
                    false);
            insert(rows, sorter);
            insert(probes, sorter);
            return CollectionConverters.asJava(sorter.sort());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot sort rows of the as-of join: " + e.getMessage(), e);
        }
    }

    private static void insert(Iterator<InternalRow> rows, UnsafeExternalRowSorter sorter) throws IOException {
        while (rows.hasNext()) {
            sorter.insertRow((UnsafeRow) rows.next());
        }
    }

    private static final class Place extends UnsafeExternalRowSorter.PrefixComputer {

        private final Prefix prefix = new Prefix();

        @Override
        public Prefix computePrefix(InternalRow row) {
            prefix.value = JoinRow.place(row);
            return prefix;
        }
    }
}
