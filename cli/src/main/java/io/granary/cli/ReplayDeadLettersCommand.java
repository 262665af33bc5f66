package io.granary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Gives dead letters back to who could not use them, each once.",
            "Name letters by their ids, or say by filters which are meant."
        })
final class ReplayDeadLettersCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Dead letters, as a list has them.")
    private List<String> ids = List.of();

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--again", description = "Also those that were given back before and could not be used again.")
    private boolean again;

    @Mixin
    private DeadLetterFilters filters;

    @Mixin
    private DeadLetterServer server;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (ids.isEmpty() == filters.given().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "which dead letters is not clear (expected: ids, or filters such as --source)");
        }
        Totals totals = new Totals();
        String cursor = null;
        do {
            JsonNode done = server.replay(request(cursor));
            totals.add(done);
            cursor = done.path("next").isTextual() ? done.path("next").asText() : null;
            if (cursor != null) {
                err().printf("%d so far ...%n", totals.replayed);
            }
        } while (cursor != null);
        output.print(totals.table(dryRun), totals.json(dryRun));
        return ExitCode.OK;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ObjectNode request(@Nullable String cursor) {
        ObjectNode request = JsonHttp.MAPPER.createObjectNode();
        filters.given().forEach(request::put);
        if (!ids.isEmpty()) {
            ArrayNode wanted = request.putArray("ids");
            ids.forEach(wanted::add);
        }
        if (cursor != null) {
            request.put("cursor", cursor);
        }
        return request.put("again", again).put("dry_run", dryRun);
    }

    /** What came of all pages. */
    private static final class Totals {

        private final Map<String, Integer> skipped = new TreeMap<>();
        private int replayed;

        void add(JsonNode page) {
            replayed += page.path("replayed").size();
            page.path("skipped")
                    .forEach(each -> skipped.merge(
                            each.path("reason").asText(), each.path("count").asInt(), Integer::sum));
        }

        Table table(boolean dryRun) {
            Table table = Table.of("DEAD LETTERS", "COUNT").row(dryRun ? "would be replayed" : "replayed", replayed);
            skipped.forEach((reason, count) -> table.row("skipped: " + reason, count));
            return table;
        }

        ObjectNode json(boolean dryRun) {
            ObjectNode json = JsonHttp.MAPPER.createObjectNode();
            json.put("dry_run", dryRun).put("replayed", replayed);
            ObjectNode reasons = json.putObject("skipped");
            skipped.forEach(reasons::put);
            return json;
        }
    }
}
