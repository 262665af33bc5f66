package io.granary.offline.spark;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.granary.archive.ArchivePart;
import io.granary.archive.ArchivedRecord;
import io.granary.archive.ArrivalRange;
import io.granary.offline.engine.archive.Arrivals;
import io.granary.offline.engine.archive.RecordScan;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Looks through records in Spark's tasks. */
record TaskScan(SparkSession spark) implements RecordScan {

    private static final StructType ARRIVALS = new StructType()
            .add("partition", DataTypes.IntegerType)
            .add("offset", DataTypes.LongType)
            .add("first", DataTypes.LongType)
            .add("last", DataTypes.LongType);

    @Override
    public Map<Integer, Arrivals> arrivals(List<ArchivePart> parts) {
        Map<Integer, Arrivals> read = new TreeMap<>();
        for (Row row : new ArchivedRecords(spark, parts, ArrivalRange.ALL)
                .flatMapHeaders(TaskScan::arrival, ARRIVALS)
                .groupBy("partition")
                .agg(min("offset"), max("first"), min("first"), max("last"))
                .collectAsList()) {
            long first = row.getLong(2) == Arrivals.UNKNOWN ? Arrivals.UNKNOWN : row.getLong(3);
            read.put(row.getInt(0), new Arrivals(row.getLong(1), first, row.getLong(4)));
        }
        return read;
    }

    private static Iterator<Row> arrival(ArchivedRecord archived) {
        Arrivals one = Arrivals.of(archived);
        return List.of(RowFactory.create(archived.partition(), one.offset(), one.firstMicros(), one.lastMicros()))
                .iterator();
    }
}
