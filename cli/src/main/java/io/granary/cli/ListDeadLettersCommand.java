package io.granary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists dead letters of a project, the latest first.")
final class ListDeadLettersCommand implements Callable<Integer> {

    private static final int PAGE = 500;
    private static final int MAX_MESSAGE = 80;

    @Mixin
    private LimitOption limit;

    @Mixin
    private DeadLetterFilters filters;

    @Option(
            names = "--entity",
            paramLabel = "KEY=VALUE",
            description = "That are about the entity with this join key of --view (default: any).")
    private List<String> entity = List.of();

    @Mixin
    private DeadLetterServer server;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ObjectNode found = JsonHttp.MAPPER.createObjectNode();
        ArrayNode letters = found.putArray("dead_letters");
        JsonNode next = page(letters, asked());
        while (next.isTextual() && letters.size() < limit.value()) {
            Map<String, String> query = asked();
            query.put("cursor", next.asText());
            next = page(letters, query);
        }
        output.print(table(letters), found);
        if (next.isTextual()) {
            spec.commandLine().getErr().printf("There are more than %d; --limit shows more.%n", letters.size());
        }
        return ExitCode.OK;
    }

    private Map<String, String> asked() {
        Map<String, String> asked = filters.given();
        if (!entity.isEmpty()) {
            asked.put("entity", GivenEntity.read(entity).toString());
        }
        return asked;
    }

    private JsonNode page(ArrayNode letters, Map<String, String> query) {
        query.put("limit", String.valueOf(Math.min(PAGE, limit.value() - letters.size())));
        JsonNode page = server.list(query);
        page.path("dead_letters").forEach(letters::add);
        return page.path("next");
    }

    private static Table table(ArrayNode letters) {
        Table table = Table.of("ID", "AT", "SOURCE", "REASON", "VIEW", "REPLAYED", "MESSAGE");
        letters.forEach(letter -> table.row(
                letter.path("id").asText(),
                letter.path("at").asText(),
                letter.path("source").asText(""),
                letter.path("reason").asText(),
                letter.path("view").asText(""),
                letter.path("replayed").asBoolean() ? "yes" : "",
                cut(letter.path("message").asText())));
        return table;
    }

    private static String cut(String message) {
        String line = message.replaceAll("\\s+", " ");
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE - 1) + "…";
    }
}
