package io.granary.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code -o} option of a command, and what it means: a table for people, JSON or YAML for programs. */
public final class Output {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "One of table, json, yaml (default: table).",
            defaultValue = "table")
    private OutputFormat format;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Prints one result, as the table or as the data. */
    public void print(Table table, JsonNode data) {
        print(table.text(), data);
    }

    /** Prints one result, as text for people or as the data. */
    public void print(String text, JsonNode data) {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TABLE -> out.print(text);
            case JSON -> out.println(data.toPrettyString());
            case YAML -> out.print(YamlText.of(data));
        }
        out.flush();
    }
}
