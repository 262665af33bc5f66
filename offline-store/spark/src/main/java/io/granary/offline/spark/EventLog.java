package io.granary.offline.spark;

import io.granary.core.type.Column;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of a source at rest, those of a topic with their place in it and their arrival. */
interface EventLog {

    /** What every row has after its own columns; of a row of a table all are null. */
    StructType PLACE = new StructType()
            .add("granary partition", DataTypes.IntegerType, true)
            .add("granary offset", DataTypes.LongType, true)
            .add("granary arrival", DataTypes.LongType, true);

    /** What rows are called in errors. */
    String name();

    /** The columns that a row may have, with the types that it is read as. */
    List<Column> columns();

    /** Whether rows have a column, declared or not. */
    boolean hasColumn(String name);

    /**
     * Every row: the columns of these names, then those of {@link #PLACE}, the arrival in epoch microseconds.
     *
     * @throws io.granary.core.GranaryException naming a column that is not there
     */
    Dataset<Row> rows(Collection<String> columns);

    /** The files that are read, in the order of paths. */
    List<Path> files();
}
