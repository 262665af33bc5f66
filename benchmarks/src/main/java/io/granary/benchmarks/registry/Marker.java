package io.granary.benchmarks.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.type.ScalarType;
import java.util.ArrayList;
import java.util.List;

/** An on-demand view whose only feature is a number, so that every answer tells which definitions it comes from. */
final class Marker {

    static final String VIEW = "marker";
    static final String FEATURE = "number";
    static final String REFERENCE = VIEW + ":" + FEATURE;

    private Marker() {}

    /** The definitions with the marker at a number, on a view that they have. */
    static Definitions in(Definitions definitions, String view, String feature, long number) {
        List<Definition> marked = new ArrayList<>(definitions.all());
        marked.removeIf(definition -> definition.name().equals(VIEW));
        FeatureSelection input = FeatureSelection.allOf(view);
        marked.add(new OnDemandFeatureView(
                VIEW,
                List.of(new FeatureSelection(input.view(), null, input.joinKeys(), List.of(feature))),
                List.of(),
                List.of(new Feature(FEATURE, ScalarType.INT64, Long.toString(number), null)),
                Metadata.NONE));
        return new Definitions(marked);
    }

    /** The number that an answer shows, or -1 when it shows none. */
    static long of(JsonNode answer) {
        return column(answer, FEATURE).path("values").path(0).asLong(-1);
    }

    /** What an answer says of one of the features that were asked for. */
    static JsonNode column(JsonNode answer, String feature) {
        JsonNode names = answer.path("metadata").path("feature_names");
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).asText().equals(feature)) {
                return answer.path("results").path(i);
            }
        }
        return answer.path(feature);
    }
}
