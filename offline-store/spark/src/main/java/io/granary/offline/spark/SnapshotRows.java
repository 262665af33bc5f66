package io.granary.offline.spark;

import io.granary.offline.engine.SnapshotColumn;
import io.granary.offline.engine.TableSnapshot;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Opens snapshots of tables: columns are found in files by their ids, and are null in files that are older than they. */
final class SnapshotRows {

    private static final String COLUMN_ID = "parquet.field.id";

    private SnapshotRows() {}

    static Dataset<Row> read(SparkSession spark, TableSnapshot snapshot) {
        StructType schema = schema(snapshot);
        if (snapshot.files().isEmpty()) {
            return spark.createDataFrame(List.of(), schema);
        }
        String[] files = snapshot.files().stream().map(Path::toString).toArray(String[]::new);
        // Else the names of folders that a file is in become columns.
        return spark.read().schema(schema).option("recursiveFileLookup", true).parquet(files);
    }

    private static StructType schema(TableSnapshot snapshot) {
        return new StructType(snapshot.columns().stream()
                .map(column -> new StructField(column.name(), type(column.type()), true, id(column)))
                .toArray(StructField[]::new));
    }

    private static Metadata id(SnapshotColumn column) {
        return new MetadataBuilder().putLong(COLUMN_ID, column.id()).build();
    }

    private static DataType type(String iceberg) {
        return DataType.fromDDL(iceberg.replace("list<", "array<")
                .replaceAll("\\btimestamptz\\b", "timestamp")
                .replaceAll("\\blong\\b", "bigint"));
    }
}
