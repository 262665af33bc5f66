package io.granary.ingestion.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.embedded.junit.RedisExtension;
import io.granary.http.HttpCaller;
import io.granary.http.access.KeyRing;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Records that could not be used, from the stream that put them aside to the stream that gets them back. */
@Tag("redis")
@Timeout(180)
final class ITDeadLetters {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    @TempDir
    private Path folder;

    private PushPipeline pipeline;

    @BeforeEach
    void start() {
        pipeline = PushPipeline.start(kafka.bootstrapServers(), redis.uri(), folder);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void areListedPageByPageTheLatestFirst() {
        for (int i = 0; i < 10; i++) {
            send("poison " + i);
        }
        pipeline.push("late", Instant.now().minus(Duration.ofHours(2)));
        await().atMost(PATIENCE).until(() -> all("").size() == 21);

        assertThat(all("?source=visits&reason=undecodable")).hasSize(20);
        assertThat(all("?view=visit_windows")).hasSize(11);
        assertThat(all("?reason=late-event")).hasSize(1);
        assertThat(all("?until=2001-01-01T00:00:00Z")).isEmpty();
        List<String> times =
                all("").stream().map(letter -> letter.path("at").asText()).toList();
        assertThat(times).isSortedAccordingTo((left, right) -> right.compareTo(left));
        assertThat(pages("?limit=4"))
                .extracting(letter -> letter.path("id").asText())
                .doesNotHaveDuplicates()
                .hasSize(21);
    }

    @Test
    void areListedForOneEntity() {
        Instant late = Instant.now().minus(Duration.ofHours(2));
        pipeline.push("ann", late);
        pipeline.push("bob", late);
        pipeline.push("ann", late.minusSeconds(1));
        send("poison");
        send("{\"shopper\":null,\"visited_at\":0,\"pages\":1,\"spent\":1}");
        await().atMost(PATIENCE).until(() -> all("?view=visit_windows").size() == 5);

        List<JsonNode> found = all("?view=visit_windows&entity=" + encoded("{\"shopper\":\"ann\"}"));

        assertThat(found)
                .hasSize(2)
                .allSatisfy(letter -> assertThat(get("/" + letter.path("id").asText())
                                .at("/event/shopper")
                                .asText())
                        .isEqualTo("ann"));
        assertThat(all("?view=visit_windows&entity=" + encoded("{\"shopper\":\"eve\"}")))
                .isEmpty();
        assertThat(refusal("?entity=" + encoded("{\"shopper\":\"ann\"}"))).contains("view beside it");
        assertThat(refusal("?view=visit_windows&entity=" + encoded("{\"driver\":\"ann\"}")))
                .contains("a value for join key 'shopper'");
    }

    @Test
    void areShownWithTheRecordAndItsEvent() {
        send("poison");
        String receipt = pipeline.push("late", Instant.now().minus(Duration.ofHours(2)));
        String id = pipeline.receipt(receipt, 25).at("/rejected/0/dead_letter").asText();

        JsonNode late = get("/" + id);
        assertThat(late.at("/event/shopper").asText()).isEqualTo("late");
        assertThat(late.at("/value/text").asText()).startsWith("{\"shopper\":\"late\"");
        assertThat(late.path("application").asText()).contains("visit_windows");
        await().atMost(PATIENCE).until(() -> all("?reason=undecodable").size() == 2);
        JsonNode poison = get("/" + all("?reason=undecodable").get(0).path("id").asText());
        assertThat(poison.at("/value/text").asText()).isEqualTo("poison");
        assertThat(poison.path("event").isNull()).isTrue();
        assertThat(poison.path("event_problem").asText()).isNotEmpty();
    }

    @Test
    void areGivenBackToWhoCouldNotUseThemAndCountOnce() {
        long soon = Instant.now().plusSeconds(64).toEpochMilli() * 1_000;
        send("{\"shopper\":\"early\",\"visited_at\":" + soon + ",\"pages\":3,\"spent\":1}");
        await().atMost(PATIENCE).until(() -> all("?reason=future-event").size() == 2);
        // By now it lies less than a minute ahead.
        await().atMost(PATIENCE).until(() -> Instant.now().plusSeconds(59).toEpochMilli() * 1_000 > soon);

        JsonNode dry = replay("{\"reason\":\"future-event\",\"dry_run\":true}");
        JsonNode done = replay("{\"reason\":\"future-event\"}");
        JsonNode again = replay("{\"reason\":\"future-event\"}");

        assertThat(dry.path("replayed")).hasSize(2);
        assertThat(done.path("replayed")).hasSize(2);
        assertThat(again.path("replayed")).isEmpty();
        assertThat(again.path("skipped").toString()).isEqualTo("[{\"reason\":\"replayed-before\",\"count\":2}]");
        assertThat(all("?reason=future-event"))
                .allMatch(letter -> letter.path("replayed").asBoolean());
        await().atMost(PATIENCE).until(() -> count("granary.ingestion.rows") == 1);
        await().atMost(PATIENCE).until(() -> count("granary.ingestion.windows.events") == 1);
        String receipt = pipeline.push("after", Instant.now());
        assertThat(pipeline.receipt(receipt, 25).path("status").asText()).isEqualTo("servable");
        assertThat(count("granary.ingestion.rows")).isEqualTo(2);
        assertThat(count("granary.ingestion.windows.events")).isEqualTo(2);
    }

    @Test
    void thoseThatFailAgainAreLeftAloneUnlessSomebodyInsists() {
        send("poison");
        await().atMost(PATIENCE).until(() -> all("?reason=undecodable").size() == 2);
        assertThat(replay("{\"source\":\"visits\"}").path("replayed")).hasSize(2);
        await().atMost(PATIENCE).until(() -> all("?reason=undecodable").size() == 4);

        assertThat(all("").stream().filter(letter -> letter.path("replay_of").isTextual()))
                .hasSize(2);
        JsonNode second = replay("{\"source\":\"visits\"}");
        assertThat(second.path("replayed")).isEmpty();
        assertThat(second.path("skipped").toString())
                .isEqualTo("[{\"reason\":\"replayed-before\",\"count\":2},{\"reason\":\"failed-again\",\"count\":2}]");
        assertThat(replay("{\"source\":\"visits\",\"again\":true}").path("replayed"))
                .hasSize(2);
        await().atMost(PATIENCE).until(() -> all("?reason=undecodable").size() == 6);
    }

    @Test
    void areGivenBackOnceHoweverManyTry() {
        IntStream.range(0, 20).forEach(i -> send("poison " + i));
        await().atMost(PATIENCE).until(() -> all("").size() == 40);
        try (RunningPush other =
                new RunningPush(PushConfig.of(pipeline.project, kafka.bootstrapServers()), pipeline.rollouts)) {
            List<String> replayed = IntStream.range(0, 6)
                    .parallel()
                    .mapToObj(i -> (i % 2 == 0 ? other : pipeline.push)
                            .post(path() + "/replay", "{\"source\":\"visits\",\"limit\":25}"))
                    .filter(answer -> answer.statusCode() == 200)
                    .flatMap(answer -> StreamSupport.stream(
                            HttpCaller.json(answer).path("replayed").spliterator(), false))
                    .map(JsonNode::asText)
                    .toList();
            assertThat(replayed).isNotEmpty().doesNotHaveDuplicates();
            int given = replayed.size();
            await().atMost(PATIENCE)
                    .until(() -> all("").stream()
                                    .filter(letter -> letter.path("replay_of").isTextual())
                                    .count()
                            == given);
        }
    }

    @Test
    void areShownAndGivenBackToWhoIsGrantedEverythingOfTheProject() {
        send("poison");
        await().atMost(PATIENCE).until(() -> all("?reason=undecodable").size() == 2);
        KeyRing keys = new KeyRing()
                .add("reader", "READ_OFFLINE", pipeline.project, "*")
                .add("writer", "WRITE_ONLINE", pipeline.project, "*")
                .add("visits", "WRITE_ONLINE, READ_OFFLINE", pipeline.project, "visits,last_*")
                .add("elsewhere", "WRITE_ONLINE, READ_OFFLINE", "other", "*");
        try (RunningPush guarded = RunningPush.guarded(
                PushConfig.of(pipeline.project, kafka.bootstrapServers()), pipeline.rollouts, keys.keys())) {
            assertThat(guarded.getAs("reader", path()).statusCode()).isEqualTo(200);
            for (String key : List.of("writer", "visits", "elsewhere")) {
                assertThat(guarded.getAs(key, path()).statusCode()).as(key).isEqualTo(403);
            }
            for (String key : List.of("reader", "visits", "elsewhere")) {
                assertThat(guarded.postAs(key, path() + "/replay", "{\"source\":\"visits\"}")
                                .statusCode())
                        .as(key)
                        .isEqualTo(403);
            }
            assertThat(all(""))
                    .hasSize(2)
                    .noneMatch(letter -> letter.path("replayed").asBoolean());

            HttpResponse<String> replayed = guarded.postAs("writer", path() + "/replay", "{\"source\":\"visits\"}");
            assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(200);
            assertThat(HttpCaller.json(replayed).path("replayed")).hasSize(2);
        }
    }

    private double count(String counter) {
        return pipeline.meters.find(counter).counters().stream()
                .mapToDouble(each -> each.count())
                .sum();
    }

    private void send(String record) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(pipeline.topic(), record.getBytes(UTF_8)));
        }
    }

    private String path() {
        return "/v1/projects/" + pipeline.project + "/dead-letters";
    }

    private JsonNode replay(String body) {
        HttpResponse<String> answer = pipeline.push.post(path() + "/replay", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return HttpCaller.json(answer);
    }

    private JsonNode get(String rest) {
        HttpResponse<String> answer = pipeline.push.get(path() + rest);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return HttpCaller.json(answer);
    }

    private String refusal(String query) {
        HttpResponse<String> answer = pipeline.push.get(path() + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return HttpCaller.json(answer).path("detail").asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private List<JsonNode> all(String query) {
        List<JsonNode> letters = new ArrayList<>();
        get(query).path("dead_letters").forEach(letters::add);
        return letters;
    }

    private List<JsonNode> pages(String query) {
        List<JsonNode> letters = new ArrayList<>();
        JsonNode page = get(query);
        page.path("dead_letters").forEach(letters::add);
        while (page.path("next").isTextual()) {
            page = get(query + "&cursor=" + page.path("next").asText());
            page.path("dead_letters").forEach(letters::add);
        }
        return letters;
    }
}
