package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.definition.FeatureView;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.view.FeatureStatus;
import io.granary.offline.engine.LabelStatus;
import io.granary.offline.engine.compute.OnDemandRow;
import io.granary.offline.engine.compute.RoleAnswers;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.statistics.SetSketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** One row of a training set in the making, used again for the next. Not safe for threads. */
final class OutputRow {

    private final TrainingSetPlan plan;
    private final boolean usesDefaults;
    private final int frameWidth;
    private final long[] counts;
    private final SetSketch sketch;
    private final List<RowCodec> codecs = new ArrayList<>();
    /** Bytes before the values in a role's answer. */
    private final int[] headers;

    private final List<OnDemandRow> onDemand = new ArrayList<>();
    private final LabelOutput label;
    private final FailedRows failed;
    private final RoleAnswers answers;
    private final Map<String, Integer> positions = new HashMap<>();
    private @Nullable Object[] values = new @Nullable Object[0];

    OutputRow(
            TrainingTask task,
            String[] frameColumns,
            long labelReachMicros,
            long[] counts,
            SetSketch sketch,
            FailedRows failed) {
        label = LabelOutput.of(task, frameColumns, labelReachMicros);
        this.plan = task.plan();
        this.usesDefaults = task.request().onMissing() == OnMissing.DEFAULT;
        this.counts = counts;
        this.sketch = sketch;
        this.failed = failed;
        frameWidth = frameColumns.length;
        for (int i = 0; i < frameWidth; i++) {
            positions.put(frameColumns[i], i);
        }
        answers = new RoleAnswers(plan.roles().size());
        plan.roles().forEach(role -> codecs.add(RowCodec.of(plan.schema(role.view()))));
        headers = plan.roles().stream().mapToInt(role -> header(role.view())).toArray();
        plan.onDemand().forEach(planned -> onDemand.add(new OnDemandRow(plan, planned)));
    }

    /** Starts a row; until an answer comes, nothing is found. */
    void begin(Row frame) {
        values = new @Nullable Object[frameWidth + plan.features().size()];
        for (int i = 0; i < frameWidth; i++) {
            values[i] = frame.get(i);
        }
        answers.clear();
        label.begin(frame);
    }

    void answer(Row answer) {
        int role = AnswerRow.role(answer);
        byte[] stored = AnswerRow.stored(answer);
        @Nullable Object[] row = stored == null ? null : codecs.get(role).decode(stored, headers[role]);
        answers.put(role, AnswerRow.status(answer), row);
    }

    /** Computes what is on demand, counts, and gives the row. */
    Row finish() {
        onDemand.forEach(this::compute);
        @Nullable Object[] found = new @Nullable Object[plan.features().size()];
        for (int i = 0; i < plan.features().size(); i++) {
            found[i] = found(i);
            values[frameWidth + i] = SparkValues.toSpark(found[i]);
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                ColumnCounts.countNull(counts, i);
            }
            sketch.value(i, i < frameWidth ? SparkValues.fromSpark(values[i]) : found[i - frameWidth]);
        }
        sketch.endRow();
        return RowFactory.create(values);
    }

    private @Nullable Object found(int position) {
        PlannedFeature feature = plan.features().get(position);
        if (plan.isLabel(feature)) {
            LabelStatus status = label.status(feature, answers);
            ColumnCounts.countStatus(counts, frameWidth + position, status);
            return label.value(feature, status, answers);
        }
        FeatureStatus status = status(feature);
        ColumnCounts.countStatus(counts, frameWidth + position, status);
        return value(feature, status);
    }

    long[] counts() {
        return counts;
    }

    /** Of the rows that are finished. */
    SetSketch sketch() {
        return sketch;
    }

    private void compute(OnDemandRow row) {
        try {
            row.compute(answers, this::frameValue);
        } catch (GranaryException e) {
            failed.add("entity row " + row.inputs(answers, this::frameValue) + ": " + e.getMessage());
        }
    }

    private @Nullable Object frameValue(String column) {
        return SparkValues.fromSpark(values[positions.getOrDefault(column, 0)]);
    }

    /** What online serving gives: the default where nothing is found, if the service says so. */
    private @Nullable Object value(PlannedFeature feature, FeatureStatus status) {
        return usesDefaults && status == FeatureStatus.NOT_FOUND
                ? feature.feature().defaultValue()
                : value(feature);
    }

    private @Nullable Object value(PlannedFeature feature) {
        if (feature instanceof PlannedFeature.Stored stored) {
            return answers.value(stored);
        }
        PlannedFeature.OnDemand computed = (PlannedFeature.OnDemand) feature;
        return onDemand.get(computed.view()).value(computed.position());
    }

    private FeatureStatus status(PlannedFeature feature) {
        if (feature instanceof PlannedFeature.Stored stored) {
            return answers.status(stored);
        }
        PlannedFeature.OnDemand computed = (PlannedFeature.OnDemand) feature;
        return onDemand.get(computed.view()).status(computed.position());
    }

    private static int header(FeatureView view) {
        return view.isWindowed() ? 0 : StoredRow.HEADER_LENGTH;
    }
}
