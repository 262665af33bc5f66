package io.granary.online.serving;

import io.granary.answers.LoggedAnswer;
import io.granary.answers.LoggedColumn;
import io.granary.answers.LoggedFeature;
import io.granary.core.type.Column;
import io.granary.core.view.FeatureStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Makes of an answer what is logged of it. */
final class LoggedVectors {

    private LoggedVectors() {}

    static LoggedAnswer of(FeatureVectors answer) {
        RetrievalPlan plan = answer.plan();
        List<LoggedColumn> entities = new ArrayList<>();
        List<Column> wanted = plan.requestColumns();
        for (int i = 0; i < wanted.size(); i++) {
            int column = i;
            entities.add(column(wanted.get(i), answer.rows(), row -> answer.requestValue(column, row)));
        }
        List<LoggedFeature> results = new ArrayList<>();
        for (int i = 0; i < plan.features().size(); i++) {
            results.add(feature(answer, i));
        }
        return new LoggedAnswer(
                plan.revision().project(),
                plan.revision().number(),
                answer.retrieved().nowMicros(),
                plan.query().service(),
                plan.query().features(),
                answer.isDegraded(),
                entities,
                results);
    }

    private static LoggedFeature feature(FeatureVectors answer, int feature) {
        List<FeatureStatus> statuses = new ArrayList<>(answer.rows());
        List<Long> eventMicros = new ArrayList<>(answer.rows());
        for (int row = 0; row < answer.rows(); row++) {
            statuses.add(answer.status(feature, row));
            eventMicros.add(answer.eventMicros(feature, row));
        }
        Column named = answer.plan().features().get(feature);
        return new LoggedFeature(
                column(named, answer.rows(), row -> answer.value(feature, row)), statuses, eventMicros);
    }

    private static LoggedColumn column(Column named, int rows, IntFunction<@Nullable Object> value) {
        List<@Nullable Object> values = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            values.add(value.apply(row));
        }
        return new LoggedColumn(named.name(), named.type(), values);
    }
}
