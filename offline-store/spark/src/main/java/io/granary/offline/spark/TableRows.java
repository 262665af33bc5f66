package io.granary.offline.spark;

import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Turns rows of a source's table into rows for the sweep. */
final class TableRows implements FlatMapFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    private final SweepTask task;
    private final String source;
    private final Columns columns;
    private final FailedRows failed;
    private transient @Nullable Computation computation;

    TableRows(SweepTask task, String source, Columns columns, FailedRows failed) {
        this.task = task;
        this.source = source;
        this.columns = columns;
        this.failed = failed;
    }

    @Override
    public Iterator<Row> call(Row row) {
        if (computation == null) {
            SourceAtRest atRest =
                    SourceAtRest.of(task.revision(), task.viewsOf(source).get(0));
            computation = new Computation(
                    new SourceRows(atRest, columns, failed), SourceInputs.compile(task, atRest, columns.toList()));
        }
        return computation.compute(row);
    }

    private record Computation(SourceRows rows, SourceInputs inputs) {

        Iterator<Row> compute(Row row) {
            SourceRow read = rows.read(row);
            return read == null
                    ? Collections.emptyIterator()
                    : inputs.compute(read, failure -> rows.fail(row, failure));
        }
    }
}
