package io.granary.offline.engine.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@link ColumnStatistics}; what is absent has no field. */
public final class ColumnStatisticsJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ColumnStatisticsJson() {}

    public static ObjectNode toNode(ColumnStatistics statistics) {
        ObjectNode node = NODES.objectNode().put("values", statistics.values());
        if (statistics.nan() > 0) {
            node.put("nan", statistics.nan());
        }
        set(node, "distinct", statistics.distinct());
        set(node, "min", statistics.min());
        set(node, "max", statistics.max());
        set(node, "mean", statistics.mean());
        set(node, "deviation", statistics.deviation());
        if (!statistics.quantiles().isEmpty()) {
            ObjectNode quantiles = node.putObject("quantiles");
            statistics.quantiles().forEach((name, value) -> quantiles.set(name, value(value)));
            node.put("exactQuantiles", statistics.areQuantilesExact());
        }
        if (statistics.histogram() != null) {
            node.set("histogram", histogram(statistics.histogram()));
        }
        if (!statistics.topValues().isEmpty()) {
            ArrayNode top = node.putArray("topValues");
            statistics.topValues().forEach(value -> top.add(topValue(value)));
        }
        return node;
    }

    /** @throws IllegalArgumentException when the JSON is not that of statistics */
    public static ColumnStatistics fromNode(JsonNode node) {
        Map<String, Object> quantiles = new LinkedHashMap<>();
        node.path("quantiles")
                .properties()
                .forEach(entry -> quantiles.put(entry.getKey(), readValue(entry.getValue())));
        List<ColumnStatistics.TopValue> top = new ArrayList<>();
        node.path("topValues")
                .forEach(each -> top.add(new ColumnStatistics.TopValue(
                        readValue(each.required("value")),
                        each.required("count").longValue())));
        return new ColumnStatistics(
                node.required("values").longValue(),
                node.path("nan").longValue(),
                node.has("distinct") ? (Long) node.get("distinct").longValue() : null,
                readOrNull(node, "min"),
                readOrNull(node, "max"),
                node.has("mean") ? (Double) node.get("mean").doubleValue() : null,
                node.has("deviation") ? (Double) node.get("deviation").doubleValue() : null,
                quantiles,
                node.path("exactQuantiles").booleanValue(),
                node.has("histogram") ? readHistogram(node.get("histogram")) : null,
                top);
    }

    private static void set(ObjectNode node, String field, @Nullable Object value) {
        if (value != null) {
            node.set(field, value(value));
        }
    }

    private static JsonNode value(Object value) {
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number);
        }
        return value instanceof Boolean truth ? NODES.booleanNode(truth) : NODES.textNode(value.toString());
    }

    private static @Nullable Object readOrNull(JsonNode node, String field) {
        return node.has(field) ? readValue(node.get(field)) : null;
    }

    private static Object readValue(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        return node.isNumber() ? (Object) node.doubleValue() : node.asText();
    }

    private static ObjectNode topValue(ColumnStatistics.TopValue top) {
        ObjectNode node = NODES.objectNode();
        node.set("value", value(top.value()));
        return node.put("count", top.count());
    }

    private static ObjectNode histogram(Histogram histogram) {
        ObjectNode node = NODES.objectNode()
                .put("from", histogram.from())
                .put("to", histogram.to())
                .put("below", histogram.below())
                .put("above", histogram.above());
        histogram.counts().forEach(node.putArray("counts")::add);
        return node;
    }

    private static Histogram readHistogram(JsonNode node) {
        List<Long> counts = new ArrayList<>();
        node.required("counts").forEach(count -> counts.add(count.longValue()));
        return new Histogram(
                node.required("from").doubleValue(),
                node.required("to").doubleValue(),
                node.required("below").longValue(),
                counts,
                node.required("above").longValue());
    }
}
