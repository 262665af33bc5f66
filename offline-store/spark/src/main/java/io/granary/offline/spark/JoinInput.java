package io.granary.offline.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.QueryExecution;

/**
 * Rows for the as-of join, made of a table.
 *
 * @param rows as {@link JoinRow} has them
 * @param bytes of the columns of the table that are read, nearly
 */
record JoinInput(JavaRDD<InternalRow> rows, long bytes) {

    static JoinInput of(Dataset<Row> table, FlatMapFunction<Iterator<InternalRow>, InternalRow> made) {
        QueryExecution execution = InternalRows.execution(table);
        return new JoinInput(
                execution.toRdd().toJavaRDD().mapPartitions(made),
                execution.optimizedPlan().stats().sizeInBytes().toLong());
    }

    /** The rows of all, of which there is one or more. */
    static JavaRDD<InternalRow> union(List<JoinInput> inputs) {
        return inputs.stream().map(JoinInput::rows).reduce(JavaRDD::union).orElseThrow();
    }
}
