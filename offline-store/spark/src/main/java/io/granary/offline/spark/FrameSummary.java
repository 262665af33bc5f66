package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How many rows each part of an entity frame has, learned in one pass that also checks their moments. */
final class FrameSummary {

    private final Map<Integer, Long> rowsOfParts;

    private FrameSummary(Map<Integer, Long> rowsOfParts) {
        this.rowsOfParts = rowsOfParts;
    }

    /**
     * Reads the moments of every row.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when rows ask for what a stream brought after its history
     */
    static FrameSummary read(EntityFrame frame, TrainingSetPlan plan, String eventTimestamp) {
        Map<String, StreamSource.History> histories = histories(plan);
        long[] limits = histories.values().stream()
                .mapToLong(history -> SparkValues.micros(history.until()))
                .toArray();
        Map<Integer, Long> rows = new TreeMap<>();
        long[] beyond = new long[limits.length];
        for (Row part : frame.moments()
                .mapPartitions(new PartCount(eventTimestamp, limits), Encoders.row(PartCount.SCHEMA))
                .collectAsList()) {
            rows.put(part.getInt(0), part.getLong(1));
            List<Long> partBeyond = part.getList(2);
            for (int i = 0; i < beyond.length; i++) {
                beyond[i] += partBeyond.get(i);
            }
        }
        requireHistory(histories, beyond);
        return new FrameSummary(rows);
    }

    long rows() {
        return rowsOfParts.values().stream().mapToLong(Long::longValue).sum();
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

    private static Map<String, StreamSource.History> histories(TrainingSetPlan plan) {
        Map<String, StreamSource.History> histories = new LinkedHashMap<>();
        plan.views().forEach(view -> {
            StreamSource.History history =
                    SourceAtRest.of(plan.revision(), view).history();
            if (history != null) {
                histories.put(view.source(), history);
            }
        });
        return histories;
    }

    private static void requireHistory(Map<String, StreamSource.History> histories, long[] beyond) {
        int i = 0;
        for (Map.Entry<String, StreamSource.History> history : histories.entrySet()) {
            if (beyond[i] > 0) {
                throw new GranaryException(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot join source '" + history.getKey() + "': " + beyond[i]
                                + " entity rows ask for moments at or after "
                                + history.getValue().until()
                                + ", where its history ends; the topic is not archived yet");
            }
            i++;
        }
    }

    /** Counts the rows of a part, and for each limit those at or after it. */
    private static final class PartCount implements MapPartitionsFunction<Row, Row>, Serializable {

        private static final long serialVersionUID = 1;

        static final StructType SCHEMA = new StructType()
                .add("part", DataTypes.IntegerType, false)
                .add("rows", DataTypes.LongType, false)
                .add("beyond", DataTypes.createArrayType(DataTypes.LongType, false), false);

        private final String column;
        private final long[] limits;

        PartCount(String column, long[] limits) {
            this.column = column;
            this.limits = limits;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            List<Row> counts = new ArrayList<>();
            if (!rows.hasNext()) {
                return counts.iterator();
            }
            long count = 0;
            int part = 0;
            Long[] beyond = new Long[limits.length];
            Arrays.fill(beyond, 0L);
            while (rows.hasNext()) {
                Row row = rows.next();
                part = (int) (row.getLong(0) >>> EntityFrame.PART_BITS);
                count++;
                countBeyond(EntityFrame.micros(row.get(1), column), beyond);
            }
            counts.add(RowFactory.create(part, count, beyond));
            return counts.iterator();
        }

        private void countBeyond(long micros, Long[] beyond) {
            for (int i = 0; i < limits.length; i++) {
                if (micros >= limits[i]) {
                    beyond[i]++;
                }
            }
        }
    }
}
