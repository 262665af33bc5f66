package io.granary.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.benchmarks.process.Machine;

/** Shows a report as one JSON object on one line. */
final class ReportJson {

    private ReportJson() {}

    static String of(Report report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("benchmark", report.benchmark()).put("commit", report.commit());
        json.set("load", load(report));
        ArrayNode rows = json.putArray("rows");
        report.rows().forEach(row -> rows.add(row(row)));
        return json.put("holds", report.holds()).toString();
    }

    private static ObjectNode load(Report report) {
        Load load = report.load();
        return JsonNodeFactory.instance
                .objectNode()
                .put("connections", load.connections())
                .put("warmup_seconds", load.warmupSeconds())
                .put("measured_seconds", load.measuredSeconds())
                .put("processors", Machine.processors())
                .put("load_average", report.loadAverage());
    }

    private static ObjectNode row(ReportRow row) {
        Measurement measured = row.measurement();
        return JsonNodeFactory.instance
                .objectNode()
                .put("case", measured.name())
                .put("value", row.timesHello())
                .put("unit", ReportRow.UNIT)
                .put("budget", row.budget())
                .put("holds", row.holds())
                .put("requests_per_second", measured.requestsPerSecond())
                .put("p50_us", measured.answers().percentileMicros(50))
                .put("p99_us", measured.answers().percentileMicros(99))
                .put("server_cpu_us", measured.serverMicros())
                .put("redis_cpu_us", measured.redisMicros())
                .put("requests", measured.answers().count())
                .put("wrong", measured.answers().wrong());
    }
}
