package io.granary.offline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import io.granary.offline.engine.FrameSample;
import io.granary.offline.engine.SetSplit;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.FrameParts;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.statistics.RowHash;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** Takes a sample of the rows of an entity frame, and puts them into parts. No rows come to the driver, but those at a bound. */
final class FrameShape {

    private static final String HASH = "granary hash";

    private final TrainingSetRequest request;
    private final TrainingSetPlan plan;

    FrameShape(TrainingSetRequest request, TrainingSetPlan plan) {
        this.request = request;
        this.plan = plan;
    }

    /** The rows of the sample, in their order. */
    Dataset<Row> sample(Dataset<Row> rows) {
        FrameSample sample = request.shape().sample();
        if (sample == null) {
            return rows;
        }
        HashedRow chosen = new HashedRow(RowHash.Purpose.SAMPLE, sample.seed());
        Dataset<Row> hashed = rows.withColumn(EntityFrame.ROW, monotonically_increasing_id())
                .withColumn(HASH, hash(chosen, known(rows)));
        return hashed.filter(isTaken(sample, hashed)).drop(HASH, EntityFrame.ROW);
    }

    private static Column isTaken(FrameSample sample, Dataset<Row> hashed) {
        if (sample.rows() == null) {
            return col(HASH).lt(sample.bound());
        }
        long last = sample.rows() - 1;
        Row bound =
                Ranks.of(hashed.select(HASH, EntityFrame.ROW), List.of(last)).get(last);
        if (bound == null) {
            return lit(true);
        }
        long hash = bound.getLong(0);
        return col(HASH)
                .lt(hash)
                .or(col(HASH).equalTo(hash).and(col(EntityFrame.ROW).leq(bound.getLong(1))));
    }

    /** How rows that are numbered go to parts. */
    FrameParts parts(Dataset<Row> moments) {
        SetSplit split = request.shape().split();
        if (split == null) {
            return FrameParts.NONE;
        }
        if (split.by() != SetSplit.By.TIME) {
            return FrameParts.byHash(split);
        }
        return FrameParts.byTime(split.cuts().isEmpty() ? cuts(split, moments) : FrameParts.cuts(split));
    }

    private List<Long> cuts(SetSplit split, Dataset<Row> rows) {
        Dataset<Row> moments = rows.select(micros().as(HASH));
        return Ranks.of(moments, split.places(moments.count())).values().stream()
                .map(moment -> moment.getLong(0))
                .toList();
    }

    /** Adds to the numbers of rows the part that they go to. */
    Dataset<Row> split(Dataset<Row> numbered, FrameParts parts) {
        SetSplit split = request.shape().split();
        if (split == null) {
            return numbered;
        }
        Column number = split.by() == SetSplit.By.TIME
                ? micros()
                : hash(
                        new HashedRow(RowHash.Purpose.SPLIT, split.seed()),
                        FrameParts.hashed(split, plan, known(numbered.drop(EntityFrame.ROW))));
        return numbered.withColumn(
                EntityFrame.ROW,
                col(EntityFrame.ROW)
                        .plus(udf(new NumberOfSetPart(parts), DataTypes.LongType)
                                .apply(number)));
    }

    private Column micros() {
        String column = request.eventTimestamp();
        UDF1<Object, Long> micros = moment -> EntityFrame.micros(moment, column);
        return udf(micros, DataTypes.LongType).apply(col(EntityFrame.quoted(List.of(column))[0]));
    }

    private static Column hash(HashedRow hash, List<String> columns) {
        Column[] hashed = Arrays.stream(EntityFrame.quoted(columns))
                .map(name -> col(name))
                .toArray(Column[]::new);
        return udf(hash, DataTypes.LongType).apply(struct(hashed));
    }

    /** The columns that can be hashed. */
    private static List<String> known(Dataset<Row> rows) {
        return Arrays.stream(rows.schema().fields())
                .filter(field -> SparkTypes.fromSpark(field.dataType()) != null)
                .map(StructField::name)
                .toList();
    }
}
