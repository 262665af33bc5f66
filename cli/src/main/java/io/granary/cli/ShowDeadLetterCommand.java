package io.granary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a dead letter: the record, what is known of it and why nobody could use it.")
final class ShowDeadLetterCommand implements Callable<Integer> {

    private static final List<String> FACTS = List.of(
            "id",
            "at",
            "source",
            "topic",
            "partition",
            "offset",
            "arrived_at",
            "reason",
            "message",
            "view",
            "application",
            "replay_of",
            "replayed",
            "event_problem");

    @Parameters(paramLabel = "ID", description = "As a list has it.")
    private String id;

    @Mixin
    private DeadLetterServer server;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        JsonNode letter = server.show(id);
        output.print(table(letter), letter);
        return ExitCode.OK;
    }

    private static Table table(JsonNode letter) {
        Table table = Table.of("FIELD", "VALUE");
        for (String fact : FACTS) {
            if (!letter.path(fact).isNull()) {
                table.row(fact, letter.path(fact).asText());
            }
        }
        letter.path("headers").forEach(header -> {
            String name = header.path("name").asText();
            if (!name.startsWith("granary.")) {
                table.row("header " + name, bytes(header.path("value")));
            }
        });
        table.row("key", bytes(letter.path("key")));
        table.row("value", bytes(letter.path("value")));
        letter.path("event").properties().forEach(column -> table.row("event " + column.getKey(), column.getValue()));
        return table;
    }

    private static String bytes(JsonNode bytes) {
        return bytes.has("base64")
                ? "base64 " + bytes.path("base64").asText()
                : bytes.path("text").asText("");
    }
}
