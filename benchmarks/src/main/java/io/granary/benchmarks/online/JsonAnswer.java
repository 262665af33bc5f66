package io.granary.benchmarks.online;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.benchmarks.load.Answer;
import java.io.IOException;
import java.util.List;

/** Checks answers in Feast's JSON against what is right. */
record JsonAnswer(FeatureQuestion question) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PRESENT = "PRESENT";
    private static final String UNAVAILABLE = "UNAVAILABLE";

    /** @throws IllegalStateException naming the first value or status of an answer that is not right */
    void check(byte[] body) throws IOException {
        check(JSON.readTree(body), List.of(PRESENT));
    }

    /** Whether all values are right but those that the store did not bring in time. */
    boolean isRightButLate(Answer answer) {
        try {
            check(JSON.readTree(answer.body()), List.of(PRESENT, UNAVAILABLE));
            return true;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    private void check(JsonNode answer, List<String> statuses) {
        question.require(answer.path("results").size() == question.features() + 1, "results", answer.path("results"));
        for (int feature = 0; feature < question.features(); feature++) {
            JsonNode name = answer.at("/metadata/feature_names/" + (feature + 1));
            question.require(name.asText().equals(OnlineProject.feature(feature)), "feature_names", name);
            check(feature, answer.at("/results/" + (feature + 1)), statuses);
        }
    }

    private void check(int feature, JsonNode result, List<String> statuses) {
        JsonNode values = result.path("values");
        question.require(values.size() == question.entities().size(), "values", values);
        for (int row = 0; row < values.size(); row++) {
            JsonNode value = values.path(row);
            JsonNode status = result.path("statuses").path(row);
            boolean isRight = value.isNumber() && value.doubleValue() == question.value(row, feature);
            question.require(statuses.contains(status.asText()), "status", status);
            question.require(
                    status.asText().equals(PRESENT) ? isRight : value.isNull(), OnlineProject.feature(feature), value);
        }
    }
}
