package io.granary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.core.GranaryException;
import java.net.URLEncoder;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Mixin
    private ServingOptions serving;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonHttp http = serving.open();
        JsonNode explained = http.get(path());
        if (explained.at("/window/rejected") instanceof ObjectNode rejected) {
            addEvents(http, rejected);
        }
        output.print(ExplanationText.of(explained), explained);
        return ExitCode.OK;
    }

    /** What the window has is known without them. */
    private void addEvents(JsonHttp http, ObjectNode rejected) {
        try {
            rejected.set("events", http.get(rejected.path("list").asText()).path("dead_letters"));
        } catch (GranaryException e) {
            spec.commandLine().getErr().printf("Rejected events are not known: %s%n", e.getMessage());
        }
    }

    private String path() {
        String path = "/v1/projects/" + project.name() + "/explain?feature=" + encoded(feature) + "&entity="
                + encoded(GivenEntity.read(entity).toString());
        return at == null ? path : path + "&at=" + encoded(at);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
