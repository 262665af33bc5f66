package io.granary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.client.JsonHttp;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who is asked for the dead letters of which project. */
final class DeadLetterServer {

    @Option(
            names = "--serving",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:6566",
            description = "The serving process (default: ${DEFAULT-VALUE}).")
    private URI serving;

    @Mixin
    private ProjectOptions project;

    JsonNode list(Map<String, String> query) {
        String text = query.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        return new JsonHttp(serving).get(path() + (query.isEmpty() ? "" : text));
    }

    JsonNode show(String id) {
        return new JsonHttp(serving).get(path() + "/" + URLEncoder.encode(id, UTF_8));
    }

    JsonNode replay(JsonNode request) {
        return new JsonHttp(serving).post(path() + "/replay", request);
    }

    private String path() {
        return "/v1/projects/" + project.name() + "/dead-letters";
    }
}
