package io.granary.offline.spark;

import io.granary.archive.AvroRecords;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Makes rows of the records of Avro files, one file after the other, while they are asked for. */
final class AvroFileRows implements FlatMapFunction<List<ArchivedFile>, Row> {

    private static final long serialVersionUID = 1;

    private final RecordFunction function;

    AvroFileRows(RecordFunction function) {
        this.function = function;
    }

    @Override
    public Iterator<Row> call(List<ArchivedFile> files) {
        Rows rows = new Rows(files.iterator());
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> rows.close());
        return rows;
    }

    private final class Rows implements Iterator<Row> {

        private final Iterator<ArchivedFile> files;
        private @Nullable AvroRecords records;
        private Iterator<Row> ready = Collections.emptyIterator();

        Rows(Iterator<ArchivedFile> files) {
            this.files = files;
        }

        @Override
        public boolean hasNext() {
            while (!ready.hasNext()) {
                if (records != null && records.hasNext()) {
                    ready = function.call(records.next());
                } else if (files.hasNext()) {
                    close();
                    records = files.next().open();
                } else {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.next();
        }

        void close() {
            if (records != null) {
                records.close();
                records = null;
            }
        }
    }
}
