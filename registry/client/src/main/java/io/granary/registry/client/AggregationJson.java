package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Window;
import io.granary.core.window.WindowMode;
import java.util.List;
import java.util.Map;

/** Aggregations as JSON. */
final class AggregationJson {

    /** What revisions of earlier builds call functions. */
    private static final Map<String, String> FORMER_FUNCTIONS =
            Map.of("distinct", "count_distinct", "approx_distinct", "approx_count_distinct");

    /** What revisions of earlier builds call a mode. */
    private static final String FORMER_TUMBLING_OPEN = "tumbling";

    private AggregationJson() {}

    static JsonNode write(Aggregation aggregation) {
        return new JsonTree()
                .text("name", aggregation.name())
                .text("function", aggregation.function())
                .text("of", aggregation.of())
                .texts(
                        "windows",
                        aggregation.windows().stream().map(Window::text).toList())
                .text("where", aggregation.where())
                .choice("mode", aggregation.mode())
                .duration("hop", aggregation.hop())
                .text("default", aggregation.emptyValue())
                .node();
    }

    static Aggregation read(JsonObject object) {
        List<Window> windows = object.located(
                "windows",
                () -> object.texts("windows").stream().map(Window::parse).toList());
        return new Aggregation(
                object.text("name"),
                FORMER_FUNCTIONS.getOrDefault(object.text("function"), object.text("function")),
                object.findText("of"),
                windows,
                object.findText("where"),
                mode(object),
                object.findDuration("hop"),
                object.findText("default"));
    }

    private static WindowMode mode(JsonObject object) {
        return FORMER_TUMBLING_OPEN.equals(object.findText("mode"))
                ? WindowMode.TUMBLING_OPEN
                : object.choice("mode", WindowMode.class);
    }
}
