package io.granary.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Table;
import io.granary.ingestion.feast.FeastStoreReport;
import io.granary.ingestion.feast.FeastStoreReport.Refusal;
import io.granary.ingestion.feast.FeastStoreReport.ViewRows;
import java.util.Map;

/** The report of an import, for people and for programs. */
final class FeastStoreText {

    private final FeastStoreReport report;
    private final boolean dryRun;

    FeastStoreText(FeastStoreReport report, boolean dryRun) {
        this.report = report;
        this.dryRun = dryRun;
    }

    String text() {
        Table views = Table.of("VIEW", "ROWS FOUND", dryRun ? "ROWS TO WRITE" : "ROWS WRITTEN", "REFUSED");
        report.views()
                .forEach((name, rows) -> views.row(name, rows.rows(), rows.rows() - rows.refused(), rows.refused()));
        StringBuilder text = new StringBuilder(views.text());
        appendRefusals(text);
        appendSkipped(text);
        String written =
                dryRun ? "would be written" : "are in the feature log; ingestion applies them to the online store";
        return text.append("%n%d keys, %d rows %s.%n".formatted(report.keys(), report.written(), written))
                .toString();
    }

    private void appendRefusals(StringBuilder text) {
        if (report.refused() == 0) {
            return;
        }
        Table refusals = Table.of("REFUSED", "ROWS", "FIRST");
        report.views().values().stream()
                .flatMap(rows -> rows.reasons().stream())
                .forEach(reason -> refusals.row(reason.name(), reason.count(), reason.example()));
        text.append("%n%s".formatted(refusals.text()));
    }

    private void appendSkipped(StringBuilder text) {
        Table skipped = Table.of("SKIPPED", "COUNT");
        report.otherProjects().forEach((name, count) -> skipped.row("keys of project " + name, count));
        report.otherEntities().forEach((names, count) -> skipped.row("keys of join keys " + names, count));
        report.unknownViews().forEach((name, count) -> skipped.row("rows of unknown view " + name, count));
        addIfAny(skipped, "fields of unknown features", report.unknownFields());
        addIfAny(skipped, "keys that are not Feast's", report.foreign());
        if (skipped.text().lines().count() > 1) {
            text.append("%n%s".formatted(skipped.text()));
        }
    }

    private static void addIfAny(Table table, String what, long count) {
        if (count > 0) {
            table.row(what, count);
        }
    }

    ObjectNode data() {
        ObjectNode data = JsonHttp.MAPPER.createObjectNode();
        data.put("dry_run", dryRun)
                .put("keys", report.keys())
                .put("rows_written", dryRun ? 0 : report.written())
                .put("rows_refused", report.refused());
        ObjectNode views = data.putObject("views");
        report.views().forEach((name, rows) -> addView(views.putObject(name), rows));
        ObjectNode skipped = data.putObject("skipped");
        add(skipped.putObject("keys_of_projects"), report.otherProjects());
        add(skipped.putObject("keys_of_join_keys"), report.otherEntities());
        add(skipped.putObject("rows_of_views"), report.unknownViews());
        skipped.put("fields", report.unknownFields()).put("foreign_keys", report.foreign());
        return data;
    }

    private static void addView(ObjectNode view, ViewRows rows) {
        view.put("rows_found", rows.rows()).put("rows_refused", rows.refused());
        ArrayNode refusals = view.putArray("refusals");
        for (Refusal reason : rows.reasons()) {
            refusals.addObject()
                    .put("name", reason.name())
                    .put("rows", reason.count())
                    .put("first", reason.example());
        }
    }

    private static void add(ObjectNode object, Map<String, Long> counts) {
        counts.forEach(object::put);
    }
}
