package io.granary.cli;

import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.registry.client.HistoryJson;
import io.granary.registry.client.Page;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RevisionSummary;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    private LimitOption limit;

    @Option(names = "--cursor", paramLabel = "TEXT", description = "Where the page before ended; it says so.")
    private @Nullable String cursor;

    @Override
    public Integer call() {
        RegistryApi api = registry.api();
        Page<RevisionSummary> history = api.history(project.name(), limit.value(), cursor);
        int live = api.rollout(project.name()).live();
        output.print(table(history, live), JsonHttp.parse(HistoryJson.encode(history)));
        return ExitCode.OK;
    }

    private static String table(Page<RevisionSummary> history, int live) {
        Table table = Table.of("REVISION", "", "CREATED", "AUTHOR", "+", "~", "-", "MESSAGE");
        for (RevisionSummary revision : history.items()) {
            table.row(
                    revision.number(),
                    revision.number() == live ? "live" : "",
                    revision.createdAt(),
                    revision.author(),
                    revision.counts().added(),
                    revision.counts().changed(),
                    revision.counts().removed(),
                    revision.message());
        }
        return history.next() == null ? table.text() : table.text() + "More: --cursor " + history.next() + "\n";
    }
}
