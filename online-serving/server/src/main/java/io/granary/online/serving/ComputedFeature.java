package io.granary.online.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
    public @Nullable Object value(RetrievedRows rows, int row) {
        return rows.computed(view, row)[ordinal];
    }

    @Override
    public FeatureStatus status(RetrievedRows rows, int row) {
        return value(rows, row) == null ? worstInput(rows, row) : FeatureStatus.PRESENT;
    }

    private FeatureStatus worstInput(RetrievedRows rows, int row) {
        FeatureStatus worst = FeatureStatus.NULL_VALUE;
        for (StoredFeature input : inputs) {
            worst = worst.worst(input.status(rows, row));
        }
        return worst;
    }

    @Override
    public long eventMicros(RetrievedRows rows, int row) {
        long oldest = Long.MAX_VALUE;
        for (StoredFeature input : inputs) {
            oldest = rows.hasEvent(input, row) ? Math.min(oldest, input.eventMicros(rows, row)) : oldest;
        }
        return oldest == Long.MAX_VALUE ? 0 : oldest;
    }

    @Override
    public void explain(RetrievedRows rows, int row, ObjectNode json) {
        rows.plan().onDemandViews().get(view).explain(ordinal, rows, json.putObject("computed"));
    }
}
