package io.granary.benchmarks.online;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A request for some features of some entities, by a list of references, and what is right to answer to it. */
public record FeatureQuestion(List<Integer> entities, int features) {

    static final String PATH = "/get-online-features";

    private static final String PRESENT = "PRESENT";
    private static final String UNAVAILABLE = "UNAVAILABLE";

    public FeatureQuestion {
        entities = List.copyOf(entities);
    }

    /** Different questions of one shape, the same ones in every run. */
    public static List<FeatureQuestion> some(int count, Shape shape) {
        SplittableRandom random = new SplittableRandom(shape.entities());
        return IntStream.range(0, count)
                .mapToObj(ignored -> new FeatureQuestion(
                        random.ints(0, OnlineProject.ENTITIES)
                                .distinct()
                                .limit(shape.entities())
                                .boxed()
                                .toList(),
                        shape.features()))
                .toList();
    }

    String json() {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        ArrayNode references = question.putArray("features");
        for (int feature = 0; feature < features; feature++) {
            references.add(OnlineProject.reference(feature));
        }
        ArrayNode keys = question.putObject("entities").putArray(OnlineProject.JOIN_KEY);
        entities.forEach(keys::add);
        return question.toString();
    }

    /** @throws IllegalStateException naming the first value or status of an answer that is not right */
    void check(JsonNode answer) {
        check(answer, List.of(PRESENT));
    }

    /** Takes also values that the store did not bring in time. */
    void checkWhatIsThere(JsonNode answer) {
        check(answer, List.of(PRESENT, UNAVAILABLE));
    }

    private void check(JsonNode answer, List<String> statuses) {
        require(answer.path("results").size() == features + 1, "results", answer.path("results"));
        for (int feature = 0; feature < features; feature++) {
            JsonNode name = answer.at("/metadata/feature_names/" + (feature + 1));
            require(name.asText().equals(OnlineProject.feature(feature)), "feature_names", name);
            check(feature, answer.at("/results/" + (feature + 1)), statuses);
        }
    }

    private void check(int feature, JsonNode result, List<String> statuses) {
        require(result.path("values").size() == entities.size(), "values", result.path("values"));
        for (int row = 0; row < entities.size(); row++) {
            JsonNode value = result.path("values").path(row);
            JsonNode status = result.path("statuses").path(row);
            double expected = OnlineProject.value(entities.get(row), feature);
            boolean isRight = value.isNumber() && value.doubleValue() == expected;
            require(statuses.contains(status.asText()), "status", status);
            require(status.asText().equals(PRESENT) ? isRight : value.isNull(), OnlineProject.feature(feature), value);
        }
    }

    private void require(boolean holds, String name, JsonNode found) {
        if (!holds) {
            throw new IllegalStateException("Wrong answer for customers " + entities + ": " + name + " is " + found);
        }
    }
}
