package io.granary.offline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.SetSplit;
import io.granary.offline.engine.TrainingSetRecipe;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.FrameParts;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.statistics.SetSketch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The point-in-time join in two steps, however many views there are: rows and probes meet by entity key, then entity rows and
 * answers by row number. Nothing but counts comes to the driver.
 */
final class TrainingSetJob {

    private final SparkSession spark;
    private final TrainingSetRequest request;
    private final TrainingSetPlan plan;
    private final TrainingTask task;
    private final EntityFrame frame;
    private final FailedRows failed = new FailedRows();
    private final ColumnCounts counts;
    private final Sketches sketches;
    private final TrainingSources sources;
    private long labelReachMicros;

    TrainingSetJob(SparkSession spark, TrainingSetRequest request) {
        this.spark = spark;
        this.request = request;
        plan = TrainingSetPlan.of(request);
        task = new TrainingTask(request);
        TableReader reader = new TableReader(spark, request.repository(), request.snapshots(), request.pinned());
        frame = EntityFrame.open(reader, request, plan);
        counts = new ColumnCounts(schema().length());
        sketches = Sketches.of(schema());
        spark.sparkContext().register(failed);
        spark.sparkContext().register(counts);
        spark.sparkContext().register(sketches);
        sources = TrainingSources.open(spark, reader, task);
    }

    TrainingSetPlan plan() {
        return plan;
    }

    EntityFrame frame() {
        return frame;
    }

    /** What was asked, with the moment up to which labels are known. */
    TrainingSetRecipe recipe() {
        return plan.label() == null
                ? request.recipe()
                : request.recipe().withLabelUntil(EpochMicros.toInstant(labelReachMicros));
    }

    TrainingSources sources() {
        return sources;
    }

    /** @throws io.granary.core.GranaryException (FAILED_PRECONDITION) naming a file that changed under the job */
    void requireUnchanged() {
        frame.requireUnchanged();
        sources.requireUnchanged();
    }

    ColumnCounts counts() {
        return counts;
    }

    /** Of the rows that were written. */
    SetSketch sketch() {
        return sketches.merged();
    }

    FailedRows failed() {
        return failed;
    }

    /** Reads the moments of the entity frame, and refuses those that cannot be answered. */
    FrameSummary summarize() {
        FrameSummary summary = FrameSummary.read(frame, request.eventTimestamp(), sources.limits());
        SetSplit split = request.shape().split();
        if (split != null) {
            FrameParts.requireRows(split, summary.rowsOf(split));
        }
        sources.leaveOutUnseen(summary.times());
        sources.addArchives(summary);
        labelReachMicros = sources.labelReachMicros();
        return summary;
    }

    /** The frame's columns, then the features in the order asked. */
    StructType schema() {
        StructType schema = new StructType();
        for (var field : frame.schema().fields()) {
            schema = schema.add(field.name(), field.dataType(), true);
        }
        for (PlannedFeature feature : plan.features()) {
            schema = schema.add(
                    feature.fullName(), SparkTypes.toSpark(feature.feature().type()), true);
        }
        return schema;
    }

    /** The training set, in as many parts as there are output files, in the order of the entity frame. */
    Dataset<Row> rows(OutputPart parts, FrameTimes times) {
        String[] columns = frame.schema().fieldNames();
        return entityRows()
                .unionByName(answers(times.andLater(
                                plan.label() == null ? 0 : plan.label().aheadMicros()))
                        .withColumn(Assembly.FRAME, lit(null).cast(frame.schema())))
                .repartitionById(
                        parts.files(), udf(parts, DataTypes.IntegerType).apply(col(AnswerRow.ROW)))
                .sortWithinPartitions(AnswerRow.ROW, AnswerRow.ROLE)
                .mapPartitions(
                        new Assembly(task, columns, labelReachMicros, counts, sketches, failed),
                        Encoders.row(schema()));
    }

    private Dataset<Row> entityRows() {
        String[] names = EntityFrame.quoted(Arrays.asList(frame.schema().fieldNames()));
        Column[] columns = Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new);
        return frame.rows()
                .select(
                        col(EntityFrame.ROW).as(AnswerRow.ROW),
                        lit(AnswerRow.ENTITY_ROW).as(AnswerRow.ROLE),
                        lit(null).cast(DataTypes.BooleanType).as(AnswerRow.TOO_OLD),
                        lit(null).cast(DataTypes.BinaryType).as(AnswerRow.STORED),
                        struct(columns).as(Assembly.FRAME));
    }

    private Dataset<Row> answers(FrameTimes times) {
        int[] joined = roles(true);
        int[] swept = roles(false);
        if (swept.length == 0) {
            return joined(joined, times);
        }
        return joined.length == 0 ? swept(swept) : swept(swept).union(joined(joined, times));
    }

    private int[] roles(boolean areJoined) {
        return IntStream.range(0, plan.roles().size())
                .filter(role -> sources.isJoined(plan.roles().get(role).view().source()) == areJoined)
                .toArray();
    }

    private Dataset<Row> joined(int[] roles, FrameTimes times) {
        List<JoinInput> inputs = sources.joined(times, failed);
        JoinInput probes = DirectProbes.canRead(frame.schema(), plan, request.eventTimestamp(), roles)
                ? JoinInput.of(frame.probes(), new DirectProbes(task, frame.neededColumns(), roles, times))
                : JoinInput.of(probes(frame.probes(), roles), new SweptJoinRows(task, times));
        long bytes = probes.bytes() * roles.length
                + inputs.stream().mapToLong(JoinInput::bytes).sum();
        return AsOfJoin.answers(spark, task, JoinInput.union(inputs), probes.rows(), bytes);
    }

    private Dataset<Row> swept(int[] roles) {
        return sorted(roles).mapPartitions(new Sweep(task), Encoders.row(AnswerRow.SCHEMA));
    }

    /** What the sweep walks over, to answer some of the roles. */
    Dataset<Row> sorted(int... roles) {
        return slices(roles)
                .of(sources.addSwept(probes(frame.probes(), roles), failed))
                .withColumn(SweepRow.SLOT, xxhash64(col(SweepRow.VIEW), col(SweepRow.KEY)))
                .repartition(col(SweepRow.SLOT))
                .sortWithinPartitions(SweepRow.order().toArray(Column[]::new))
                .drop(SweepRow.SLOT);
    }

    /** What fails in the sample fails among all rows, too, and is told there. */
    private SweepSlices slices(int[] roles) {
        HotKeys hot = HotKeys.of(spark, task);
        if (!hot.areWorthFinding(sources.bytes())) {
            return SweepSlices.NONE;
        }
        double fraction = hot.fraction();
        FailedRows ignored = new FailedRows();
        spark.sparkContext().register(ignored);
        Dataset<Row> asked = fraction < 1 ? frame.probes().sample(fraction) : frame.probes();
        return hot.find(sources.sampled(fraction).addSwept(probes(asked, roles), ignored));
    }

    private Dataset<Row> probes(Dataset<Row> entityRows, int[] roles) {
        return entityRows.flatMap(new EntityProbes(task, frame.neededColumns(), roles), Encoders.row(SweepRow.SCHEMA));
    }
}
