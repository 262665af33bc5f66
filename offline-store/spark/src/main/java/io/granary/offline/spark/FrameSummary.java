package io.granary.offline.spark;

import io.granary.offline.engine.SetSplit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * What has to be known of an entity frame before it is joined, learned in one pass over its moments.
 *
 * @param rowsOfParts how many rows each part of the frame has
 * @param rowsFrom by the name of a source, how many rows ask for a moment at or after its limit
 * @param rowsOfSetParts how many rows go to each part of the set
 * @param times between which rows ask; of an empty frame, none
 */
record FrameSummary(
        Map<Integer, Long> rowsOfParts, Map<String, Long> rowsFrom, List<Long> rowsOfSetParts, FrameTimes times) {

    /** @param limits by the name of a source, a moment in epoch microseconds */
    static FrameSummary read(EntityFrame frame, String eventTimestamp, Map<String, Long> limits) {
        long[] micros = limits.values().stream().mapToLong(limit -> limit).toArray();
        long[] beyond = new long[micros.length];
        long[] setParts = new long[MomentsOfPart.MOST_PARTS];
        Map<Integer, Long> rows = new TreeMap<>();
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (Row part : frame.moments()
                .mapPartitions(new MomentsOfPart(eventTimestamp, micros), Encoders.row(MomentsOfPart.SCHEMA))
                .collectAsList()) {
            rows.put(part.getInt(0), part.getLong(1));
            earliest = Math.min(earliest, part.getLong(4));
            latest = Math.max(latest, part.getLong(2));
            long[] partBeyond =
                    part.<Long>getList(3).stream().mapToLong(count -> count).toArray();
            Arrays.setAll(beyond, i -> beyond[i] + partBeyond[i]);
            List<Long> added = part.getList(5);
            Arrays.setAll(setParts, i -> setParts[i] + added.get(i));
        }
        Map<String, Long> rowsFrom = new LinkedHashMap<>();
        limits.keySet().forEach(source -> rowsFrom.put(source, beyond[rowsFrom.size()]));
        return new FrameSummary(
                rows, rowsFrom, Arrays.stream(setParts).boxed().toList(), new FrameTimes(earliest, latest));
    }

    long rows() {
        return rowsOfParts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many rows go to each part of a set that is split. */
    long[] rowsOf(SetSplit split) {
        return rowsOfSetParts.stream()
                .limit(split.parts().size())
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** How many rows come before each part. */
    Map<Integer, Long> starts() {
        Map<Integer, Long> starts = new TreeMap<>();
        long start = 0;
        for (Map.Entry<Integer, Long> part : rowsOfParts.entrySet()) {
            starts.put(part.getKey(), start);
            start += part.getValue();
        }
        return starts;
    }
}
