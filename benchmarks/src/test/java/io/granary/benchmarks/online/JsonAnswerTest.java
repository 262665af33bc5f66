package io.granary.benchmarks.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonAnswerTest {

    private final FeatureQuestion question = new FeatureQuestion(List.of(7, 3), 50);
    private final JsonAnswer right = new JsonAnswer(question);

    @Test
    void asksForAllFeaturesOfItsEntities() throws IOException {
        JsonNode json = new ObjectMapper().readTree(JsonClient.json(question));

        assertThat(json.get("features")).hasSize(50);
        assertThat(json.at("/features/49").asText()).isEqualTo("view_4:feature_49");
        assertThat(json.at("/entities/customer").toString()).isEqualTo("[7,3]");
    }

    @Test
    void asksForDistinctEntitiesAndForTheSameOnesInEveryRun() {
        List<FeatureQuestion> questions = FeatureQuestion.some(20, new Shape(100, 50));

        assertThat(questions)
                .hasSize(20)
                .allSatisfy(each -> assertThat(each.entities()).hasSize(100).doesNotHaveDuplicates());
        assertThat(FeatureQuestion.some(20, new Shape(100, 50))).isEqualTo(questions);
    }

    @Test
    void takesTheRightAnswer() {
        assertThatCode(() -> right.check(bytes(rightAnswer()))).doesNotThrowAnyException();
    }

    @Test
    void refusesAWrongValue() {
        ObjectNode answer = rightAnswer();
        ((ArrayNode) answer.at("/results/50/values")).set(1, 0.5);

        assertThatThrownBy(() -> right.check(bytes(answer)))
                .hasMessage("Wrong answer for customers [7, 3]: feature_49 is 0.5");
    }

    @Test
    void refusesAValueThatIsNotPresent() {
        ObjectNode answer = rightAnswer();
        ((ArrayNode) answer.at("/results/1/statuses")).set(0, "OUTSIDE_MAX_AGE");

        assertThatThrownBy(() -> right.check(bytes(answer))).hasMessageContaining("status is \"OUTSIDE_MAX_AGE\"");
    }

    @Test
    void refusesAnAnswerThatLacksAFeature() {
        ObjectNode answer = rightAnswer();
        ((ArrayNode) answer.at("/results")).remove(50);

        assertThatThrownBy(() -> right.check(bytes(answer))).hasMessageContaining("results is ");
    }

    private static byte[] bytes(ObjectNode answer) {
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode rightAnswer() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode names = answer.putObject("metadata").putArray("feature_names").add("customer");
        ArrayNode results = answer.putArray("results");
        results.addObject();
        for (int feature = 0; feature < 50; feature++) {
            names.add("feature_" + feature);
            ObjectNode result = results.addObject();
            ArrayNode values = result.putArray("values");
            for (int entity : question.entities()) {
                values.add(OnlineProject.value(entity, feature));
            }
            result.putArray("statuses").add("PRESENT").add("PRESENT");
        }
        return answer;
    }
}
