package io.granary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.core.GranaryException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Asks a serving process what an entity's value of a feature is made of.")
final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "VIEW:FEATURE", description = "A feature.")
    private String feature;

    @Option(
            names = "--entity",
            paramLabel = "KEY=VALUE",
            required = true,
            description = "A join key or request field and its value.")
    private List<String> entity;

    @Option(names = "--at", paramLabel = "TIME", description = "The time of the question, RFC 3339 (default: now).")
    private @Nullable String at;

    @Option(
            names = "--serving",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:6566",
            description = "The serving process (default: ${DEFAULT-VALUE}).")
    private URI serving;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        JsonNode explained = new JsonHttp(serving).get(path());
        output.print(ExplanationText.of(explained), explained);
        return ExitCode.OK;
    }

    private String path() {
        String path = "/v1/projects/" + project.name() + "/explain?feature=" + encoded(feature) + "&entity="
                + encoded(entity().toString());
        return at == null ? path : path + "&at=" + encoded(at);
    }

    private ObjectNode entity() {
        ObjectNode json = JsonHttp.MAPPER.createObjectNode();
        for (String pair : entity) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw GranaryException.invalid("--entity", pair, "KEY=VALUE");
            }
            json.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return json;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
