package io.granary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** Who is asked for the dead letters of which project. */
final class DeadLetterServer {

    @Mixin
    private ServingOptions serving;

    @Mixin
    private ProjectOptions project;

    JsonNode list(Map<String, String> query) {
        String text = query.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        return serving.open().get(path() + (query.isEmpty() ? "" : text));
    }

    JsonNode show(String id) {
        return serving.open().get(path() + "/" + URLEncoder.encode(id, UTF_8));
    }

    JsonNode replay(JsonNode request) {
        return serving.open().post(path() + "/replay", request);
    }

    private String path() {
        return "/v1/projects/" + project.name() + "/dead-letters";
    }
}
