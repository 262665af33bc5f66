package io.granary.online.serving;

import io.granary.core.view.FeatureStatus;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One feature's values, statuses and event timestamps for all entity rows; filled once, then only read. */
final class FeatureColumn {

    private final @Nullable Object[] values;
    private final FeatureStatus[] statuses;
    private final long[] eventMicros;

    FeatureColumn(int rows) {
        values = new Object[rows];
        statuses = new FeatureStatus[rows];
        eventMicros = new long[rows];
    }

    int rows() {
        return statuses.length;
    }

    void set(int row, @Nullable Object value, FeatureStatus status, long eventMicros) {
        values[row] = value;
        statuses[row] = status;
        this.eventMicros[row] = eventMicros;
    }

    @Nullable
    Object value(int row) {
        return values[row];
    }

    void replaceValue(int row, @Nullable Object value) {
        values[row] = value;
    }

    FeatureStatus status(int row) {
        return statuses[row];
    }

    long eventMicros(int row) {
        return eventMicros[row];
    }

    boolean hasEventsOf(FeatureColumn other) {
        return Arrays.equals(eventMicros, other.eventMicros);
    }
}
