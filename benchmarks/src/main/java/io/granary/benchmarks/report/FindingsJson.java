package io.granary.benchmarks.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Shows findings as one JSON object on one line. */
final class FindingsJson {

    private FindingsJson() {}

    static String of(Findings findings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("benchmark", findings.benchmark()).put("commit", findings.commit());
        ObjectNode load = json.putObject("load");
        findings.load().forEach(load::put);
        ArrayNode rows = json.putArray("rows");
        findings.rows().forEach(row -> rows.add(row(row)));
        return json.put("holds", findings.holds()).toString();
    }

    private static ObjectNode row(Finding row) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("case", row.name())
                .put("value", row.value())
                .put("unit", row.unit())
                .put("budget", row.budget())
                .put("holds", row.holds());
        row.details().forEach(json::put);
        return json;
    }
}
