package io.granary.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A request for all features of some entities, by a list of references, and what is right to answer to it. */
record FeatureQuestion(List<Integer> entities) {

    static final String PATH = "/get-online-features";

    FeatureQuestion {
        entities = List.copyOf(entities);
    }

    /** Different questions for so many entities each, the same ones in every run. */
    static List<FeatureQuestion> some(int count, int entities) {
        SplittableRandom random = new SplittableRandom(entities);
        return IntStream.range(0, count)
                .mapToObj(ignored -> new FeatureQuestion(random.ints(0, OnlineProject.ENTITIES)
                        .distinct()
                        .limit(entities)
                        .boxed()
                        .toList()))
                .toList();
    }

    String json() {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        ArrayNode features = question.putArray("features");
        for (int feature = 0; feature < OnlineProject.FEATURES; feature++) {
            features.add(OnlineProject.reference(feature));
        }
        ArrayNode keys = question.putObject("entities").putArray(OnlineProject.JOIN_KEY);
        entities.forEach(keys::add);
        return question.toString();
    }

    /** @throws IllegalStateException naming the first value or status of an answer that is not right */
    void check(JsonNode answer) {
        require(answer.path("results").size() == OnlineProject.FEATURES + 1, "results", answer.path("results"));
        for (int feature = 0; feature < OnlineProject.FEATURES; feature++) {
            JsonNode name = answer.at("/metadata/feature_names/" + (feature + 1));
            require(name.asText().equals(OnlineProject.feature(feature)), "feature_names", name);
            check(feature, answer.at("/results/" + (feature + 1)));
        }
    }

    private void check(int feature, JsonNode result) {
        require(result.path("values").size() == entities.size(), "values", result.path("values"));
        for (int row = 0; row < entities.size(); row++) {
            JsonNode value = result.path("values").path(row);
            JsonNode status = result.path("statuses").path(row);
            double expected = OnlineProject.value(entities.get(row), feature);
            require(value.isNumber() && value.doubleValue() == expected, OnlineProject.feature(feature), value);
            require(status.asText().equals("PRESENT"), "status", status);
        }
    }

    private void require(boolean holds, String name, JsonNode found) {
        if (!holds) {
            throw new IllegalStateException("Wrong answer for customers " + entities + ": " + name + " is " + found);
        }
    }
}
