package io.granary.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.files.Repository;
import io.granary.core.definition.ViewGeneration;
import io.granary.registry.client.RegistryApi;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a row over HTTP to its features, through everything in between. */
@Timeout(180)
final class ITPushedRows {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Running running;

    @BeforeAll
    static void start() throws Exception {
        Path shop = Path.of(ITPushedRows.class.getResource("shop").toURI());
        running = Running.start(Repository.load(shop), folder);
        // A batch source has nothing to materialize here: its rows are written over HTTP.
        RegistryApi registry = new RegistryApi(running.registry(), PATIENCE);
        assertThat(registry.rollout("shop").generations().values())
                .extracting(ViewGeneration::view)
                .contains("last_visit", "shopper_facts");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void everyTypeComesBackAsItWasPushed() {
        HttpResponse<String> answer = push(1, "\"2021-05-13 10:59:42\"", """
                "pages": [9007199254740993], "spent": [0.1], "rating": [0.1], "steps": ["-3"], "member": [true],
                "referrer": ["Z\\u00fcrich \\ud83d\\ude00"], "cookie": ["AP8="], "paid_at": ["2021-05-13T12:59:42.000001+02:00"],
                "basket": [["a", ""]], "prices": [{"b": 1e-7, "a": 3}], "taste": [[0.1, -1, 0.5]]""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(values(
                                        "pages", "spent", "rating", "steps", "member", "referrer", "cookie", "paid_at"))
                                .isEqualTo(
                                        "[9007199254740993,0.1,0.10000000149011612,-3,true,\"Zürich 😀\",\"AP8=\",\"2021-05-13T10:59:42.000001Z\"]"));
        assertThat(values("basket", "prices", "taste"))
                .isEqualTo("[[\"a\",\"\"],{\"a\":3.0,\"b\":1.0E-7},[0.10000000149011612,-1.0,0.5]]");
        assertThat(Web.json(running.ask(request(1, "pages")))
                        .at("/results/1/event_timestamps/0")
                        .asText())
                .isEqualTo("2021-05-13T10:59:42Z");
    }

    @Test
    void laterVisitWinsWhateverTheOrderAndTheLaterPushOfTheSameMoment() {
        Instant now = Instant.now();
        pushPages(2, now.minusSeconds(10), 10);
        pushPages(2, now.minusSeconds(20), 20);
        awaitPages(2, 10);
        pushPages(2, now.minusSeconds(10), 5);
        awaitPages(2, 5);
    }

    @Test
    void batchWithOneBadRowLeavesNothing() {
        HttpResponse<String> refused = Web.post(running.serving(), "/push", """
                {"push_source_name": "visits", "df": {"shopper_id": [3, null], "visited_at": [0, 0], "pages": [1, 1],
                 "spent": [1, "fast"], "rating": [0.123456789, 1], "steps": [1, 2147483648], "member": [1, true]}}""");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("\"name\":\"df.spent[1]\"")
                .contains("\"name\":\"df.rating[0]\"")
                .contains("\"name\":\"df.steps[1]\"")
                .contains("\"name\":\"df.member[0]\"")
                .contains("\"name\":\"df.taste\"");
        pushPages(4, Instant.now(), 1);
        awaitPages(4, 1);
        assertThat(Web.json(running.ask(request(3, "pages")))
                        .at("/results/1/statuses/0")
                        .asText())
                .isEqualTo("NOT_FOUND");
        assertThat(running.deadLetters()).isEmpty();
    }

    @Test
    void rowOfAViewIsServedAfterItWasWritten() {
        HttpResponse<String> answer = Web.post(running.serving(), "/write-to-online-store", """
                {"feature_view_name": "shopper_facts", "allow_registry_cache": true, "transform_on_write": true,
                 "df": {"shopper": [5], "registered_at": ["2020-01-01"], "city": ["Bern"]}}""");
        assertThat(answer.statusCode()).isEqualTo(400);
        answer = Web.post(running.serving(), "/write-to-online-store", """
                {"feature_view_name": "shopper_facts",
                 "df": {"shopper": [5], "registered_at": ["2020-01-01 00:00:00"], "city": ["Bern"]}}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("null");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Web.json(running.ask("""
                                        {"features": ["shopper_facts:city"], "entities": {"shopper": [5]}}"""))
                                .at("/results/1/values/0")
                                .asText())
                        .isEqualTo("Bern"));
    }

    @Test
    void aShopperIsErasedOverHttpAndComesAnew() {
        pushPages(6, Instant.now(), 60);
        pushPages(7, Instant.now(), 70);
        awaitPages(6, 60);
        awaitPages(7, 70);

        HttpResponse<String> accepted = Web.post(
                running.serving(),
                "/v1/projects/shop/erasures",
                "{\"entity\": \"shopper\", \"join_keys\": {\"shopper\": 6}}");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String location = accepted.headers().firstValue("Location").orElseThrow();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Web.json(Web.get(running.serving(), location))
                                .path("state")
                                .asText())
                        .isEqualTo("done"));

        JsonNode receipt = Web.json(Web.get(running.serving(), location));
        assertThat(receipt.path("erased").findValuesAsText("place")).contains("online store", "feature log");
        assertThat(receipt.path("kept").findValuesAsText("place")).contains("archive", "answers");
        assertThat(Web.json(running.ask(request(6, "pages")))
                        .at("/results/1/statuses/0")
                        .asText())
                .isEqualTo("NOT_FOUND");
        awaitPages(7, 70);
        pushPages(6, Instant.now(), 61);
        awaitPages(6, 61);
    }

    private static void pushPages(int shopper, Instant visitedAt, int pages) {
        HttpResponse<String> answer =
                push(shopper, "\"" + visitedAt.toString().substring(0, 19) + "Z\"", "\"pages\": [" + pages + """
                        ], "spent": [1], "rating": [null], "steps": [null], "member": [null], "referrer": [null],
                        "cookie": [null], "paid_at": [null], "basket": [null], "prices": [null], "taste": [null]""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static HttpResponse<String> push(int shopper, String visitedAt, String columns) {
        return Web.post(
                running.serving(),
                "/push",
                "{\"push_source_name\": \"visits\", \"to\": \"online\", \"df\": {\"shopper_id\": [" + shopper
                        + "], \"visited_at\": [" + visitedAt + "], \"created\": [\"2021-05-13 10:59:42\"], " + columns
                        + "}}");
    }

    private static void awaitPages(int shopper, int pages) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Web.json(running.ask(request(shopper, "pages")))
                                .at("/results/1/values/0")
                                .asInt())
                        .isEqualTo(pages));
    }

    private static String values(String... features) {
        JsonNode results = Web.json(running.ask(request(1, features))).at("/results");
        StringBuilder values = new StringBuilder();
        for (int i = 1; i < results.size(); i++) {
            values.append(i == 1 ? "[" : ",").append(results.get(i).at("/values/0"));
        }
        return values.append(']').toString();
    }

    private static String request(int shopper, String... features) {
        return "{\"features\": [\"last_visit:" + String.join("\", \"last_visit:", features)
                + "\"], \"entities\": {\"shopper\": [" + shopper + "]}}";
    }
}
