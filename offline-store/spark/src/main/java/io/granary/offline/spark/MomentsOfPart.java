package io.granary.offline.spark;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Counts the rows of a part of an entity frame, and for each limit those at or after it, and finds the first and the latest moment. */
final class MomentsOfPart implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    static final StructType SCHEMA = new StructType()
            .add("part", DataTypes.IntegerType, false)
            .add("rows", DataTypes.LongType, false)
            .add("latest", DataTypes.LongType, false)
            .add("beyond", DataTypes.createArrayType(DataTypes.LongType, false), false)
            .add("earliest", DataTypes.LongType, false)
            .add("set_parts", DataTypes.createArrayType(DataTypes.LongType, false), false);

    /** Of a set; it may have fewer. */
    static final int MOST_PARTS = 3;

    private final String column;
    private final long[] limits;

    /** @param column of the moments */
    MomentsOfPart(String column, long[] limits) {
        this.column = column;
        this.limits = limits;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        if (!rows.hasNext()) {
            return Collections.emptyIterator();
        }
        long count = 0;
        int part = 0;
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        Long[] beyond = new Long[limits.length];
        Arrays.fill(beyond, 0L);
        Long[] setParts = new Long[MOST_PARTS];
        Arrays.fill(setParts, 0L);
        while (rows.hasNext()) {
            Row row = rows.next();
            part = RowNumber.filePart(row.getLong(0));
            count++;
            setParts[RowNumber.setPart(row.getLong(0))]++;
            long micros = EntityFrame.micros(row.get(1), column);
            earliest = Math.min(earliest, micros);
            latest = Math.max(latest, micros);
            countBeyond(micros, beyond);
        }
        return List.of(RowFactory.create(part, count, latest, beyond, earliest, setParts))
                .iterator();
    }

    private void countBeyond(long micros, Long[] beyond) {
        for (int i = 0; i < limits.length; i++) {
            if (micros >= limits[i]) {
                beyond[i]++;
            }
        }
    }
}
