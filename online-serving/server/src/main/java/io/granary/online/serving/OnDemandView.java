package io.granary.online.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.expression.Variables;
import io.granary.core.view.OnDemandComputation;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An on-demand view of a plan and where its inputs come from.
 *
 * @param inputs stored input features by full name
 * @param requestFields indexes of the plan's request columns by name
 */
record OnDemandView(
        OnDemandComputation computation, Map<String, StoredFeature> inputs, Map<String, Integer> requestFields) {

    OnDemandView {
        inputs = Map.copyOf(inputs);
        requestFields = Map.copyOf(requestFields);
    }

    /** The stored features that a feature's expression mentions. */
    List<StoredFeature> inputsOf(int ordinal) {
        return computation.references(ordinal).stream()
                .filter(inputs::containsKey)
                .sorted()
                .map(inputs::get)
                .toList();
    }

    /** Tells a feature's expression, and the stored features that it mentions. */
    void explain(int ordinal, RetrievedRows rows, ObjectNode json) {
        json.put("expression", computation.view().features().get(ordinal).expression());
        ArrayNode explained = json.putArray("inputs");
        for (String name : new TreeSet<>(computation.references(ordinal))) {
            StoredFeature input = inputs.get(name);
            if (input != null) {
                ExplanationJson.value(explained.addObject().put("name", name), input.type(), input, rows);
            }
        }
    }

    /** The view's features for one entity row, in the order of its definition. */
    @Nullable
    Object[] compute(RetrievedRows rows, int row) {
        return computation.compute(new RowVariables(this, rows, row));
    }

    private record RowVariables(OnDemandView view, RetrievedRows rows, int row) implements Variables {

        @Override
        public @Nullable Object value(String name) {
            StoredFeature input = view.inputs.get(name);
            if (input != null) {
                return input.value(rows, row);
            }
            Integer column = view.requestFields.get(name);
            return column == null ? null : rows.entities().value(column, row);
        }
    }
}
