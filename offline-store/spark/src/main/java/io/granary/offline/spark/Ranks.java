package io.granary.offline.spark;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/** Rows at given places of an order, however many rows there are: they are sorted by Spark, and only these come to the driver. */
final class Ranks {

    private Ranks() {}

    /** By place, from 0, the rows in the order of all their columns; places after the last row are left out. */
    static Map<Long, Row> of(Dataset<Row> rows, Collection<Long> places) {
        Column[] order =
                Arrays.stream(rows.columns()).map(name -> col("`" + name + "`")).toArray(Column[]::new);
        Set<Long> wanted = new HashSet<>(places);
        Map<Long, Row> found = new TreeMap<>();
        for (Tuple2<Row, Long> row : rows.sort(order)
                .toJavaRDD()
                .zipWithIndex()
                .filter(ranked -> wanted.contains(ranked._2()))
                .collect()) {
            found.put(row._2(), row._1());
        }
        return found;
    }
}
