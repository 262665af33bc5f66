package io.granary.registry.server.feast;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.core.GranaryException;
import io.granary.registry.server.repository.DefinitionYaml;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Converts the JSON that {@code feast registry-dump} prints into the files of a feature repository. */
public final class FeastImport {

    /** What has no equivalent, for people. */
    public static final String REPORT = "CONVERSION.md";

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private FeastImport() {}

    /**
     * Converts one project. The files are a valid repository; what has no equivalent is not in them but in the gaps.
     *
     * @param now where streams take over from the batch sources that hold their past, as Feast does not say
     * @throws GranaryException (INVALID_ARGUMENT) when the text is no export
     */
    public static FeastConversion convert(byte[] export, Instant now) {
        JsonNode root = parse(export);
        FeastProject project = new FeastProject(root);
        FeastEntities entities = new FeastEntities(project);
        entities.convert();
        new FeastViews(project, entities, new FeastSources(project, now)).convert();
        new FeastServices(project).convert();
        leaveOut(project, "permissions", "Permission", "Give keys their grants: granary serve --api-keys");
        leaveOut(project, "savedDatasets", "SavedDataset", "Make a training set; its manifest keeps how it was made");
        return conversion(new FeastNames().of(name(root)), project);
    }

    private static JsonNode parse(byte[] export) {
        try {
            JsonNode root = JSON.readTree(export);
            if (root.isObject() && (root.has("project") || root.has("featureViews") || root.has("entities"))) {
                return root;
            }
            throw GranaryException.invalid("export", "JSON of another kind", "what 'feast registry-dump' prints");
        } catch (IOException e) {
            String reason = e instanceof JsonProcessingException broken ? broken.getOriginalMessage() : e.getMessage();
            throw GranaryException.invalid("export", reason, "JSON, as 'feast registry-dump' prints it");
        }
    }

    private static String name(JsonNode root) {
        String name = root.path("project").asText("");
        return name.isBlank() ? "feast" : name;
    }

    private static void leaveOut(FeastProject project, String list, String kind, String advice) {
        for (FeastObject object : project.objects(list, kind)) {
            project.leftOut(object.spec(), "the whole object", advice);
        }
    }

    private static FeastConversion conversion(String name, FeastProject project) {
        Map<String, Integer> converted = new TreeMap<>();
        Map<String, String> files = new LinkedHashMap<>(project.texts());
        files.put("granary.yaml", DefinitionYaml.writeProject(Map.of("project", name)));
        project.documents().forEach((file, documents) -> {
            files.put(file, DefinitionYaml.write(documents));
            documents.forEach(document -> converted.merge(String.valueOf(document.get("kind")), 1, Integer::sum));
        });
        List<FeastGap> gaps = project.gaps();
        int count = converted.values().stream().mapToInt(Integer::intValue).sum();
        files.put(REPORT, FeastReport.text(name, count, gaps));
        return new FeastConversion(name, files, converted, gaps);
    }
}
