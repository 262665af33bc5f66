package io.granary.online.serving;

import io.granary.core.view.FeatureStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An on-demand feature. It is PRESENT when it has a value, whatever its inputs were; without one it has the worst status
 * of its stored inputs. Its event timestamp is that of the oldest row among them.
 *
 * @param view index of the plan's on-demand view
 * @param ordinal index of the feature in that view
 * @param inputs the stored features that its expression mentions
 */
record ComputedFeature(int view, int ordinal, List<StoredFeature> inputs) implements FeatureOrigin {

    ComputedFeature {
        inputs = List.copyOf(inputs);
    }

    @Override
    public void fill(RetrievedRows rows, FeatureColumn column) {
        for (int row = 0; row < column.rows(); row++) {
            @Nullable Object value = rows.computed(view, row)[ordinal];
            FeatureStatus status = value == null ? worstInput(rows, row) : FeatureStatus.PRESENT;
            column.set(row, value, status, oldestInput(rows, row));
        }
    }

    private FeatureStatus worstInput(RetrievedRows rows, int row) {
        FeatureStatus worst = FeatureStatus.NULL_VALUE;
        for (StoredFeature input : inputs) {
            worst = worst.worst(input.read(rows, row).status(input.ordinal()));
        }
        return worst;
    }

    private long oldestInput(RetrievedRows rows, int row) {
        long oldest = Long.MAX_VALUE;
        for (StoredFeature input : inputs) {
            ReadRow read = input.read(rows, row);
            oldest = read.hasEvent() ? Math.min(oldest, read.eventMicros()) : oldest;
        }
        return oldest == Long.MAX_VALUE ? 0 : oldest;
    }
}
