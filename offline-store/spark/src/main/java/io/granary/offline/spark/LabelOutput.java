package io.granary.offline.spark;

import static java.util.Objects.requireNonNull;

import io.granary.core.view.FeatureStatus;
import io.granary.offline.engine.LabelStatus;
import io.granary.offline.engine.compute.RoleAnswers;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.plan.ViewRole;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What is known of the label of one entity row at a time. Not safe for threads. */
final class LabelOutput {

    private final TrainingSetPlan plan;
    private final String eventTimestamp;
    private final int position;
    private final long lastMicros;
    private boolean isKnown;

    private LabelOutput(TrainingSetPlan plan, String eventTimestamp, int position, long lastMicros) {
        this.plan = plan;
        this.eventTimestamp = eventTimestamp;
        this.position = position;
        this.lastMicros = lastMicros;
    }

    /** @param reachMicros the last moment of which labels are known */
    static LabelOutput of(TrainingTask task, String[] frameColumns, long reachMicros) {
        ViewRole role = task.plan().label();
        long ahead = role == null ? 0 : role.aheadMicros();
        String eventTimestamp = task.request().eventTimestamp();
        return new LabelOutput(
                task.plan(),
                eventTimestamp,
                Arrays.asList(frameColumns).indexOf(eventTimestamp),
                reachMicros < Long.MIN_VALUE + ahead ? Long.MIN_VALUE : reachMicros - ahead);
    }

    void begin(Row frame) {
        isKnown = plan.label() != null && EntityFrame.micros(frame.get(position), eventTimestamp) <= lastMicros;
    }

    /** Of a column of the label. */
    LabelStatus status(PlannedFeature feature, RoleAnswers answers) {
        if (!isKnown) {
            return LabelStatus.NOT_YET_KNOWN;
        }
        if (feature instanceof PlannedFeature.Status status) {
            return answers.status(status.role()) == FeatureStatus.PRESENT ? LabelStatus.PRESENT : LabelStatus.NOT_FOUND;
        }
        FeatureStatus status = answers.status((PlannedFeature.Stored) feature);
        return status.isMissing() ? LabelStatus.NOT_FOUND : LabelStatus.valueOf(status.name());
    }

    @Nullable
    Object value(PlannedFeature feature, LabelStatus status, RoleAnswers answers) {
        if (feature instanceof PlannedFeature.Status) {
            return status.name();
        }
        return status == LabelStatus.PRESENT ? requireNonNull(answers.value((PlannedFeature.Stored) feature)) : null;
    }
}
