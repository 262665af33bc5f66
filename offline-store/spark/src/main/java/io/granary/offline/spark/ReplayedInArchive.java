package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import io.granary.formats.RecordPlace;
import io.granary.formats.Replayed;
import io.granary.formats.ReplayedRecords;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Finds the records of an archive that were given back from dead letters. They are few, and come to the driver. */
final class ReplayedInArchive {

    private static final StructType SCHEMA = new StructType()
            .add("letter", DataTypes.StringType)
            .add("views", DataTypes.createArrayType(DataTypes.StringType))
            .add("partition", DataTypes.IntegerType)
            .add("offset", DataTypes.LongType)
            .add("arrival", DataTypes.LongType);

    private ReplayedInArchive() {}

    static ReplayedRecords read(ArchivedRecords records) {
        ReplayedRecords found = new ReplayedRecords();
        for (Row row : records.flatMapHeaders(ReplayedInArchive::row, SCHEMA).collectAsList()) {
            RecordPlace original = new RecordPlace(row.getInt(2), row.getLong(3), row.getLong(4));
            found.add(new Replayed(row.getString(0), Set.copyOf(row.<String>getList(1)), original));
        }
        return found;
    }

    private static Iterator<Row> row(ArchivedRecord archived) {
        Replayed copy = Replayed.of(archived::lastHeader);
        @Nullable RecordPlace original = copy == null ? null : copy.original();
        if (copy == null || original == null) {
            return Collections.emptyIterator();
        }
        return List.of(RowFactory.create(
                        copy.letter(),
                        copy.views().toArray(),
                        original.partition(),
                        original.offset(),
                        original.arrivalMillis()))
                .iterator();
    }
}
