package io.granary.answers;

import io.granary.core.GranaryException;
import io.granary.core.view.FeatureStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feature of an answer: values, statuses and event timestamps, one for each entity row.
 *
 * @param eventMicros epoch microseconds; 0 where there is no moment to tell
 */
public record LoggedFeature(LoggedColumn column, List<FeatureStatus> statuses, List<Long> eventMicros) {

    public LoggedFeature {
        statuses = List.copyOf(statuses);
        eventMicros = List.copyOf(eventMicros);
        int rows = column.values().size();
        if (statuses.size() != rows || eventMicros.size() != rows) {
            throw GranaryException.invalid(
                    column.name(),
                    rows + " values, " + statuses.size() + " statuses, " + eventMicros.size() + " event timestamps",
                    "one of each for each entity row");
        }
    }

    public @Nullable Object value(int row) {
        return column.values().get(row);
    }

    public FeatureStatus status(int row) {
        return statuses.get(row);
    }

    LoggedFeature only(List<Integer> rows) {
        return new LoggedFeature(
                column.only(rows),
                rows.stream().map(statuses::get).toList(),
                rows.stream().map(eventMicros::get).toList());
    }
}
