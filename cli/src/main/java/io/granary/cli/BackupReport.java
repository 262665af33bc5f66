package io.granary.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.ProgressLine;
import io.granary.cli.terminal.Table;
import io.granary.registry.server.backup.BackupListener;
import io.granary.registry.server.backup.BackupSummary;

/** What backup and restore show. */
final class BackupReport {

    private BackupReport() {}

    static BackupListener following(ProgressLine progress) {
        return (revisions, total) -> progress.at((double) revisions / total, revisions + " revisions");
    }

    static void print(BackupSummary summary, Output output) {
        Table table = Table.of("PROJECT", "REVISIONS");
        summary.projects().forEach(table::row);
        output.print(table, json(summary));
    }

    private static ObjectNode json(BackupSummary summary) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("identity", summary.identity())
                .put("createdAt", summary.createdAt().toString())
                .put("revisions", summary.revisions());
        ObjectNode projects = node.putObject("projects");
        summary.projects().forEach(projects::put);
        return node;
    }
}
