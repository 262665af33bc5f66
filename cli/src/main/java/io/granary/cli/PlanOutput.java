package io.granary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Terminal;
import io.granary.cli.terminal.YamlText;
import io.granary.registry.client.Plan;
import io.granary.registry.client.PlanJson;
import io.granary.registry.client.PlanMarkdown;
import io.granary.registry.client.PlanText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code -o} option of commands that print a plan. */
final class PlanOutput {

    enum Format {
        TABLE,
        JSON,
        YAML,
        MARKDOWN
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "One of table, json, yaml, markdown (a comment for a pull request; default: table).",
            defaultValue = "table")
    private Format format;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    void print(Plan plan) {
        spec.commandLine().getOut().print(text(plan));
        spec.commandLine().getOut().flush();
    }

    private String text(Plan plan) {
        return switch (format) {
            case TABLE -> PlanText.of(plan, Terminal.colours());
            case JSON -> data(plan).toPrettyString() + System.lineSeparator();
            case YAML -> YamlText.of(data(plan));
            case MARKDOWN -> PlanMarkdown.of(plan);
        };
    }

    private static JsonNode data(Plan plan) {
        return JsonHttp.parse(PlanJson.encode(plan));
    }
}
