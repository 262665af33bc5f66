package io.granary.registry.server.feast;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The aggregations of a stream view, as a definition file would say them; what their inputs are, a dump does not tell. */
final class FeastAggregations {

    private static final Map<String, String> FUNCTIONS = Map.of(
            "sum", "sum",
            "mean", "avg",
            "avg", "avg",
            "min", "min",
            "max", "max",
            "count", "count",
            "std", "std",
            "var", "var",
            "count_distinct", "count_distinct",
            "approx_count_distinct", "approx_count_distinct");

    private FeastAggregations() {}

    /** One for each, such as {@code {name: sum_fare, function: sum, of: fare, windows: [1h]}}. */
    static List<String> of(FeastObject spec) {
        return spec.children("aggregations").stream()
                .map(FeastAggregations::text)
                .toList();
    }

    private static String text(FeastObject aggregation) {
        String function = String.valueOf(aggregation.text("function"));
        String column = String.valueOf(aggregation.text("column"));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", function + "_" + column);
        fields.put("function", FUNCTIONS.getOrDefault(function, function));
        fields.put("of", column);
        String window = FeastDurations.text(aggregation.text("timeWindow"));
        fields.put(window == null ? "mode" : "windows", window == null ? "lifetime" : "[" + window + "]");
        StringBuilder text = new StringBuilder("{");
        fields.forEach((field, value) -> text.append(text.length() == 1 ? "" : ", ")
                .append(field)
                .append(": ")
                .append(value));
        return text.append("}").toString();
    }
}
