package io.granary.cli.demo;

import static io.granary.cli.client.JsonHttp.MAPPER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;

/** What the one-shot demonstration measured, in order, and which of it is not as it must be. Not safe for threads. */
final class DemoReport {

    private final ObjectNode values = MAPPER.createObjectNode();
    private final List<String> failures = new ArrayList<>();

    /** Reports a value. */
    DemoReport add(String name, Object value) {
        values.set(name, MAPPER.valueToTree(value));
        return this;
    }

    /** Reports a value, and that it must be so. */
    DemoReport require(boolean holds, String name, Object value, String expected) {
        add(name, value);
        if (!holds) {
            failures.add(name + ": " + value + " (expected: " + expected + ")");
        }
        return this;
    }

    /** Adds the first differences of a comparison to what is wrong. */
    DemoReport explain(Comparison comparison) {
        failures.addAll(comparison.examples());
        return this;
    }

    boolean holds() {
        return failures.isEmpty();
    }

    JsonNode toJson() {
        ObjectNode report = values.deepCopy();
        failures.forEach(report.putArray("failures")::add);
        return report.put("holds", holds());
    }

    Table toTable() {
        Table table = Table.of("MEASURED", "VALUE");
        values.properties().forEach(entry -> table.row(entry.getKey(), entry.getValue()));
        failures.forEach(failure -> table.row("FAILURE", failure));
        return table.row("holds", holds());
    }
}
