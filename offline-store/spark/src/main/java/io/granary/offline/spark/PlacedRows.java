package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Makes rows of archived records that say at their ends where the record is in its topic. */
record PlacedRows(RecordFunction rows) implements RecordFunction {

    /** Of rows as {@link SweepRow} has them. */
    static final StructType SCHEMA = SweepRow.SCHEMA
            .add(OriginalPlaces.PARTITION, DataTypes.IntegerType, false)
            .add(OriginalPlaces.OFFSET, DataTypes.LongType, false)
            .add(OriginalPlaces.ARRIVAL, DataTypes.LongType, false);

    private static final long serialVersionUID = 1;

    @Override
    public Iterator<Row> call(ArchivedRecord archived) {
        List<Row> placed = new ArrayList<>();
        rows.call(archived).forEachRemaining(row -> placed.add(placed(row, archived)));
        return placed.iterator();
    }

    private static Row placed(Row row, ArchivedRecord archived) {
        Object[] values = new Object[SCHEMA.length()];
        for (int i = 0; i < row.length(); i++) {
            values[i] = row.get(i);
        }
        values[row.length()] = archived.partition();
        values[row.length() + 1] = archived.offset();
        values[row.length() + 2] = archived.arrivalMillis();
        return RowFactory.create(values);
    }
}
