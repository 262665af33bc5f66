package io.granary.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code -o} option of a command, and what it means: a table for people, JSON or YAML for programs. */
public final class Output {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

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
            case YAML -> out.print(yaml(data));
        }
        out.flush();
    }

    private static String yaml(JsonNode data) {
        DumpSettings settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        return new Dump(settings).dumpToString(MAPPER.convertValue(data, Object.class));
    }
}
