package io.granary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.core.GranaryException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "features",
        mixinStandardHelpOptions = true,
        description = "Asks a serving process for the online features of one or more entities.")
final class GetFeaturesCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private WantedFeatures wanted;

    @Option(
            names = "--entity",
            paramLabel = "KEY=VALUE",
            required = true,
            description = "A join key or request field and its value. Repeat a key for more rows.")
    private List<String> entities;

    @Mixin
    private ServingOptions serving;

    @Option(names = "--full-feature-names", description = "Name features view__feature.")
    private boolean fullFeatureNames;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        JsonNode answer = serving.open().post("/get-online-features", request());
        output.print(table(answer), answer);
        return ExitCode.OK;
    }

    private JsonNode request() {
        ObjectNode request = JsonHttp.MAPPER.createObjectNode().put("full_feature_names", fullFeatureNames);
        wanted.addTo(request);
        ObjectNode columns = request.putObject("entities");
        for (String entity : entities) {
            int equals = entity.indexOf('=');
            if (equals < 1) {
                throw GranaryException.invalid("--entity", entity, "KEY=VALUE");
            }
            columns.withArray(entity.substring(0, equals)).add(entity.substring(equals + 1));
        }
        return request;
    }

    private static Table table(JsonNode answer) {
        JsonNode names = answer.path("metadata").path("feature_names");
        Table table = Table.of("ROW", "FEATURE", "VALUE", "STATUS", "EVENT TIMESTAMP");
        int rows = answer.path("results").path(0).path("values").size();
        for (int row = 0; row < rows; row++) {
            for (int feature = 0; feature < names.size(); feature++) {
                JsonNode result = answer.path("results").path(feature);
                table.row(
                        row,
                        names.path(feature).asText(),
                        result.path("values").path(row).asText(),
                        result.path("statuses").path(row).asText(),
                        result.path("event_timestamps").path(row).asText());
            }
        }
        return table;
    }
}
