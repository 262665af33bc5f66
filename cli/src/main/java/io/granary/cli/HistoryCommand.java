package io.granary.cli;

import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.registry.client.HistoryJson;
import io.granary.registry.client.Page;
import io.granary.registry.client.RevisionSummary;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Lists a project's revisions, the newest first: who, when and why.")
final class HistoryCommand implements Callable<Integer> {

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        List<RevisionSummary> history = registry.api().history(project.name());
        Table table = Table.of("REVISION", "CREATED", "AUTHOR", "+", "~", "-", "MESSAGE");
        for (RevisionSummary revision : history) {
            table.row(
                    revision.number(),
                    revision.createdAt(),
                    revision.author(),
                    revision.counts().added(),
                    revision.counts().changed(),
                    revision.counts().removed(),
                    revision.message());
        }
        output.print(table, JsonHttp.parse(HistoryJson.encode(new Page<>(history, null))));
        return ExitCode.OK;
    }
}
