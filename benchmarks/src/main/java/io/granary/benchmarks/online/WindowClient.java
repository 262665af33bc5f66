package io.granary.benchmarks.online;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.benchmarks.load.PreparedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Asks for all windows of one entity at a time, and checks each answer whole. */
final class WindowClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LATE = "UNAVAILABLE";
    private static final int MOST_LATE = 20;

    private final JsonClient client;
    private final long nowMicros;

    /** @param nowMicros when the states were written */
    WindowClient(int port, long nowMicros) {
        this.client = new JsonClient(port);
        this.nowMicros = nowMicros;
    }

    /**
     * Checks the answer for each of the first entities.
     *
     * @return the same requests for a load, which expects these answers
     */
    List<PreparedRequest> check(int entities) throws IOException, InterruptedException {
        List<PreparedRequest> requests = new ArrayList<>();
        for (int entity = 0; entity < entities; entity++) {
            String asked = json(entity);
            byte[] answer = answerInTime(asked);
            check(entity, JSON.readTree(answer).path("results"));
            requests.add(PreparedRequest.post(JsonClient.PATH, asked, new RightAnswer(answer, late -> false)));
        }
        return requests;
    }

    /** A server that has just started may be late a few times. */
    private byte[] answerInTime(String asked) throws IOException, InterruptedException {
        byte[] answer = client.post(asked);
        for (int i = 0; i < MOST_LATE && new String(answer, StandardCharsets.UTF_8).contains(LATE); i++) {
            answer = client.post(asked);
        }
        return answer;
    }

    private void check(int entity, JsonNode results) {
        int features = WindowProject.references().size();
        if (results.size() != features + 1) {
            throw wrong(entity, results);
        }
        for (int i = 0; i < features; i++) {
            JsonNode value = results.path(i + 1).path("values").path(0);
            double right = answers(entity).get(i);
            if (!value.isNumber() || value.doubleValue() != right) {
                throw wrong(
                        entity,
                        WindowProject.references().get(i) + " is " + value + ", not " + right + ": "
                                + results.path(i + 1));
            }
        }
    }

    private List<Double> answers(int entity) {
        return IntStream.range(0, WindowProject.VIEWS)
                .mapToObj(view -> new Spending(entity, view, nowMicros))
                .flatMap(spending -> spending.answers().stream())
                .toList();
    }

    private static IllegalStateException wrong(int entity, Object found) {
        return new IllegalStateException("Wrong answer for customer " + entity + ": " + found);
    }

    private static String json(int entity) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode references = json.putArray("features");
        WindowProject.references().forEach(references::add);
        json.putObject("entities").putArray(OnlineProject.JOIN_KEY).add(entity);
        return json.toString();
    }
}
