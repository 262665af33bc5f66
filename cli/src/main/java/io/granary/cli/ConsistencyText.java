package io.granary.cli;

import io.granary.cli.terminal.Table;
import io.granary.consistency.ConsistencyReport;
import io.granary.consistency.ConsistencyReportJson;
import io.granary.consistency.DifferingValue;
import io.granary.consistency.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A report as people read it: counts by view and explanation, then values that differ. */
final class ConsistencyText {

    private ConsistencyText() {}

    static String of(ConsistencyReport report) {
        StringBuilder text = new StringBuilder(counts(report).text());
        report.skipped()
                .forEach((reason, count) -> text.append("Not compared (")
                        .append(ConsistencyReportJson.name(reason))
                        .append("): ")
                        .append(count)
                        .append('\n'));
        report.examples().forEach(value -> text.append('\n').append(example(value)));
        return text.toString();
    }

    private static Table counts(ConsistencyReport report) {
        List<String> headings = new ArrayList<>(List.of("VIEW", "VALUES", "MISMATCHES"));
        for (Explanation explanation : Explanation.values()) {
            headings.add(explanation.name());
        }
        Table table = Table.of(headings.toArray(String[]::new));
        report.values().forEach((view, values) -> {
            Map<Explanation, Long> counts = report.mismatches().getOrDefault(view, Map.of());
            List<Object> row = new ArrayList<>(List.of(
                    view,
                    values,
                    counts.values().stream().mapToLong(Long::longValue).sum()));
            for (Explanation explanation : Explanation.values()) {
                row.add(counts.getOrDefault(explanation, 0L));
            }
            table.row(row.toArray());
        });
        return table;
    }

    private static String example(DifferingValue value) {
        List<String> entity = new ArrayList<>();
        value.entity().forEach((name, part) -> entity.add(name + "=" + ConsistencyReportJson.text(part)));
        return value.feature() + " of " + String.join(", ", entity) + " at " + value.time() + ": "
                + ConsistencyReportJson.text(value.online()) + " online, "
                + ConsistencyReportJson.text(value.offline()) + " offline\n    "
                + ConsistencyReportJson.name(value.explanation()) + ": " + value.reason() + "\n";
    }
}
