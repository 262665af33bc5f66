package io.granary.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.EditorSchemas;
import io.granary.cli.files.NewFolder;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.core.GranaryException;
import io.granary.registry.server.feast.FeastConversion;
import io.granary.registry.server.feast.FeastGap;
import io.granary.registry.server.feast.FeastImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "feast-repo",
        mixinStandardHelpOptions = true,
        description =
                "Converts a Feast registry, as 'feast registry-dump' prints it, and reports what has no equivalent.",
        footer = {
            "",
            "  feast registry-dump > registry.json",
            "  granary import feast-repo registry.json --out my-repo",
            "",
            "The folder also gets " + FeastImport.REPORT + ", which says what to do about each thing that was left out."
        })
final class ImportFeastCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DUMP", description = "The JSON file.")
    private Path dump;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "The new repository: a folder that does not exist yet, or is empty.")
    private Path folder;

    @Mixin
    private Output output;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException {
        NewFolder.requireEmpty(folder);
        FeastConversion conversion = FeastImport.convert(read(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        NewFolder.write(folder, conversion.files());
        EditorSchemas.write(folder.resolve(EditorSchemas.FOLDER));
        output.print(text(conversion), data(conversion));
        return ExitCode.OK;
    }

    private byte[] read() {
        try {
            return Files.readAllBytes(dump);
        } catch (IOException e) {
            throw GranaryException.invalid("dump", dump, "a file that can be read");
        }
    }

    private String text(FeastConversion conversion) {
        StringBuilder text = new StringBuilder();
        text.append("Converted project '%s' to %s: %s.%n".formatted(conversion.project(), folder, counts(conversion)));
        if (!conversion.gaps().isEmpty()) {
            Table table = Table.of("OBJECT", "NAME", "OUTCOME", "WHAT");
            conversion.gaps().forEach(gap -> table.row(gap.kind(), gap.name(), outcome(gap), gap.what()));
            text.append("%n%s".formatted(table.text()));
        }
        return text.append("%nNext: cd %s && granary validate%n".formatted(folder))
                .toString();
    }

    private static String counts(FeastConversion conversion) {
        StringBuilder counts = new StringBuilder();
        conversion
                .converted()
                .forEach((kind, count) -> counts.append(counts.length() == 0 ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(kind));
        return counts.length() == 0 ? "nothing" : counts.toString();
    }

    private static ObjectNode data(FeastConversion conversion) {
        ObjectNode data = JsonHttp.MAPPER.createObjectNode().put("project", conversion.project());
        ObjectNode converted = data.putObject("converted");
        conversion.converted().forEach(converted::put);
        ArrayNode gaps = data.putArray("gaps");
        for (FeastGap gap : conversion.gaps()) {
            gaps.addObject()
                    .put("kind", gap.kind())
                    .put("name", gap.name())
                    .put("outcome", outcome(gap))
                    .put("what", gap.what())
                    .put("advice", gap.advice());
        }
        return data;
    }

    private static String outcome(FeastGap gap) {
        return gap.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
