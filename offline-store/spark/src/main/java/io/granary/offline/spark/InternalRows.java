package io.granary.offline.spark;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.types.StructType;

/** The way from Spark's tables to the rows that it moves itself, and back. */
final class InternalRows {

    private InternalRows() {}

    static Dataset<Row> toDataset(SparkSession spark, JavaRDD<InternalRow> rows, StructType schema) {
        return ((org.apache.spark.sql.classic.SparkSession) spark).internalCreateDataFrame(rows.rdd(), schema, false);
    }

    /** How a table is read or computed. */
    static QueryExecution execution(Dataset<Row> table) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) table).queryExecution();
    }
}
