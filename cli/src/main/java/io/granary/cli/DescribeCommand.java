package io.granary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "describe", mixinStandardHelpOptions = true, description = "Shows one definition of a project in full.")
final class DescribeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Name of a view, service, source, entity, model, ...")
    private String name;

    @Mixin
    private RevisionOptions revision;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Definitions definitions = revision.load().definitions();
        List<Definition> found = definitions.all().stream()
                .filter(definition -> definition.name().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw GranaryException.notFound("definition", name);
        }
        for (Definition definition : found) {
            JsonNode data = ShownDefinition.json(definitions, definition);
            output.print(table(data), data);
        }
        return ExitCode.OK;
    }

    private static Table table(JsonNode data) {
        Table table = Table.of("FIELD", "VALUE");
        data.properties().forEach(field -> addRows(table, field.getKey(), field.getValue()));
        return table;
    }

    /** A line a part, so that long lists stay readable. */
    private static void addRows(Table table, String name, JsonNode value) {
        if (value.isArray() && value.size() > 0 && value.get(0).isObject()) {
            for (int i = 0; i < value.size(); i++) {
                table.row(name + "[" + i + "]", value.get(i));
            }
            return;
        }
        table.row(name, value.isTextual() ? value.asText() : value);
    }
}
