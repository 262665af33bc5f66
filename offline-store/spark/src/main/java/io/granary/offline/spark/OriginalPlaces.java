package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import io.granary.core.definition.FeatureView;
import io.granary.formats.RecordPlace;
import io.granary.formats.Replayed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Makes of a record that was given back a row for each view that could not use the original, with the original's place. */
final class OriginalPlaces implements RecordFunction {

    static final String PARTITION = "partition";
    static final String OFFSET = "offset";
    static final String ARRIVAL = "arrival";

    static final StructType SCHEMA = new StructType()
            .add(SweepRow.VIEW, DataTypes.IntegerType, false)
            .add(PARTITION, DataTypes.IntegerType, false)
            .add(OFFSET, DataTypes.LongType, false)
            .add(ARRIVAL, DataTypes.LongType, false);

    private static final long serialVersionUID = 1;

    private final HashMap<String, Integer> numbers;

    private OriginalPlaces(Map<String, Integer> numbers) {
        this.numbers = new HashMap<>(numbers);
    }

    /** Of the views of a task that read a source. */
    static OriginalPlaces of(SweepTask task, String source) {
        Map<String, Integer> numbers = new HashMap<>();
        for (FeatureView view : task.viewsOf(source)) {
            numbers.put(Replayed.nameOf(task.revision(), view), task.views().indexOf(view));
        }
        return new OriginalPlaces(numbers);
    }

    @Override
    public Iterator<Row> call(ArchivedRecord archived) {
        Replayed copy = Replayed.of(archived::lastHeader);
        @Nullable RecordPlace original = copy == null ? null : copy.original();
        return copy == null || original == null
                ? Collections.emptyIterator()
                : rows(copy, original).iterator();
    }

    private List<Row> rows(Replayed copy, RecordPlace original) {
        List<Row> rows = new ArrayList<>();
        for (String view : copy.views()) {
            Integer number = numbers.get(view);
            if (number != null) {
                rows.add(RowFactory.create(number, original.partition(), original.offset(), original.arrivalMillis()));
            }
        }
        return rows;
    }
}
