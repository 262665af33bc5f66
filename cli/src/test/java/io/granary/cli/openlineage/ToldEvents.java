package io.granary.cli.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a file was told of jobs, in a folder of a test. */
public record ToldEvents(Path file) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static ToldEvents in(Path folder) {
        return new ToldEvents(folder.resolve("lineage.jsonl"));
    }

    /** What makes a command write it. */
    public String option() {
        return "--lineage=" + address();
    }

    public String address() {
        return "file:" + file;
    }

    public String text() throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Job and type of each event, in their order. */
    public List<String> all() throws IOException {
        return read().stream()
                .map(event -> event.at("/job/name").asText() + " "
                        + event.at("/eventType").asText())
                .toList();
    }

    /** The last event of a type. */
    public JsonNode last(String type) throws IOException {
        return read().stream()
                .filter(event -> event.at("/eventType").asText().equals(type))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private List<JsonNode> read() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : text().lines().toList()) {
            events.add(JSON.readTree(line));
        }
        return events;
    }

    /** Namespace and name of each input. */
    public static List<String> inputs(JsonNode event) {
        return names(event.at("/inputs"));
    }

    /** Namespace and name of each output. */
    public static List<String> outputs(JsonNode event) {
        return names(event.at("/outputs"));
    }

    private static List<String> names(JsonNode all) {
        List<String> names = new ArrayList<>();
        all.forEach(data -> names.add(data.required("namespace").asText() + " "
                + data.required("name").asText()));
        return names;
    }

    /** Name and type of each column of an input or output. */
    public static List<String> columns(JsonNode data) {
        List<String> columns = new ArrayList<>();
        data.at("/facets/schema/fields")
                .forEach(field -> columns.add(field.required("name").asText() + " "
                        + field.required("type").asText()));
        return columns;
    }

    /** How many rows of an output were written. */
    public static long rows(JsonNode output) {
        return output.at("/outputFacets/outputStatistics/rowCount").asLong(-1);
    }

    /** Why a job failed. */
    public static String error(JsonNode event) {
        return event.at("/run/facets/errorMessage/message").asText();
    }
}
