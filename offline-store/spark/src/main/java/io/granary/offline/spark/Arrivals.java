package io.granary.offline.spark;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.granary.archive.ArchivedRecord;
import io.granary.archive.TimestampType;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * When records of one partition came.
 *
 * @param offset the first
 * @param firstMicros no record before this offset came later; {@link #UNKNOWN} when that is the word of producers
 * @param lastMicros the latest arrival
 */
record Arrivals(long offset, long firstMicros, long lastMicros) {

    static final long UNKNOWN = Long.MAX_VALUE;

    private static final StructType SCHEMA = new StructType()
            .add("partition", DataTypes.IntegerType)
            .add("offset", DataTypes.LongType)
            .add("first", DataTypes.LongType)
            .add("last", DataTypes.LongType);

    /** By partition; those without records are not in it. */
    static Map<Integer, Arrivals> read(ArchivedRecords records) {
        Map<Integer, Arrivals> read = new TreeMap<>();
        for (Row row : records.flatMap(Arrivals::row, SCHEMA)
                .groupBy("partition")
                .agg(min("offset"), max("first"), min("first"), max("last"))
                .collectAsList()) {
            long first = row.getLong(2) == UNKNOWN ? UNKNOWN : row.getLong(3);
            read.put(row.getInt(0), new Arrivals(row.getLong(1), first, row.getLong(4)));
        }
        return read;
    }

    private static Iterator<Row> row(ArchivedRecord archived) {
        boolean isBrokers = archived.timestampType() == TimestampType.LOG_APPEND_TIME;
        long micros = archived.arrivalMicros();
        return List.of(RowFactory.create(archived.partition(), archived.offset(), isBrokers ? micros : UNKNOWN, micros))
                .iterator();
    }
}
