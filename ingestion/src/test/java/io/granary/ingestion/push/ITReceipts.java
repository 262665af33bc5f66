package io.granary.ingestion.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.embedded.junit.RedisExtension;
import io.granary.http.HttpCaller;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Receipts tell when rows are servable, while everything in between comes and goes. */
@Tag("redis")
@Timeout(180)
final class ITReceipts {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    @TempDir
    static Path folder;

    private static PushPipeline pipeline;

    @BeforeAll
    static void start() {
        pipeline = PushPipeline.start(kafka.bootstrapServers(), redis.uri(), folder);
    }

    @AfterAll
    static void stop() {
        pipeline.close();
    }

    @Test
    void saysServableOnlyWhenEveryViewIsStored() {
        RedisClient client = RedisClient.create(redis.uri());
        try (StatefulRedisConnection<byte[], byte[]> store = client.connect(ByteArrayCodec.INSTANCE)) {
            for (int i = 0; i < 20; i++) {
                String shopper = "shopper " + i;
                String receipt = pipeline.push(shopper, Instant.now().minusSeconds(60));

                JsonNode state = pipeline.receipt(receipt, 25);

                assertThat(state.path("status").asText()).as(state.toString()).isEqualTo("servable");
                assertThat(state.path("views"))
                        .hasSize(2)
                        .allMatch(view -> view.path("servable").asBoolean());
                assertThat(isStored(store, shopper, "last_visit")).isTrue();
                assertThat(isStored(store, shopper, "visit_windows")).isTrue();
            }
        } finally {
            client.shutdown();
        }
    }

    @Test
    void isServableAlsoUnderASteadyStreamOfRows() {
        String receipt = pipeline.push("first", Instant.now());
        List<String> others = IntStream.range(0, 100)
                .parallel()
                .mapToObj(i -> pipeline.push("other " + i, Instant.now()))
                .toList();
        assertThat(pipeline.receipt(receipt, 25).path("status").asText()).isEqualTo("servable");
        assertThat(others)
                .allMatch(other ->
                        pipeline.receipt(other, 25).path("status").asText().equals("servable"));
    }

    @Test
    void namesTheRowsThatBecameDeadLetters() {
        String receipt = pipeline.push("late", Instant.now().minus(Duration.ofHours(2)));

        JsonNode state = pipeline.receipt(receipt, 25);

        assertThat(state.path("status").asText()).as(state.toString()).isEqualTo("rejected");
        JsonNode rejected = state.path("rejected").path(0);
        assertThat(rejected.path("view").asText()).isEqualTo("visit_windows");
        assertThat(rejected.path("reason").asText()).isEqualTo("late-event");
        assertThat(rejected.path("message").asText()).contains("visited_at: ");
    }

    @Test
    void isPendingWhileNobodyIngestsAndServableAfterwards() {
        pipeline.push("before", Instant.now());
        pipeline.stopIngestion();
        String receipt = pipeline.push("meanwhile", Instant.now());
        assertThat(pipeline.receipt(receipt, 1).path("status").asText()).isEqualTo("pending");

        pipeline.startIngestion();

        assertThat(pipeline.receipt(receipt, 25).path("status").asText()).isEqualTo("servable");
    }

    @Test
    void isPendingAgainWhileTheStoreHasForgottenTheRow() {
        String receipt = pipeline.push("forgotten", Instant.now());
        assertThat(pipeline.receipt(receipt, 25).path("status").asText()).isEqualTo("servable");
        pipeline.stopIngestion();
        RedisClient client = RedisClient.create(redis.uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().flushall();
        } finally {
            client.shutdown();
        }
        assertThat(pipeline.receipt(receipt, 0).path("status").asText()).isEqualTo("pending");

        pipeline.startIngestion();

        assertThat(pipeline.receipt(receipt, 25).path("status").asText()).isEqualTo("servable");
    }

    @Test
    void rowsOfAViewHaveReceiptsToo() {
        HttpResponse<String> answer = pipeline.push.post("/write-to-online-store", """
                {"feature_view_name": "shopper_facts",
                 "df": {"shopper": ["ann"], "registered_at": ["2020-01-01T00:00:00Z"], "city": ["Bern"]}}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String receipt = answer.headers().firstValue("Granary-Receipt").orElseThrow();

        assertThat(pipeline.receipt(receipt, 25).path("status").asText()).isEqualTo("servable");
    }

    @Test
    void ofATopicThatWasMadeAnewNothingIsKnown() throws Exception {
        try (PushPipeline other = PushPipeline.start(kafka.bootstrapServers(), redis.uri(), folder.resolve("other"));
                Admin admin = Admin.create(Map.copyOf(other.kafka()))) {
            String receipt = other.push("ann", Instant.now());
            other.stopIngestion();
            admin.deleteTopics(List.of(other.topic())).all().get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> other.push.get("/v1/receipts/" + receipt).statusCode() == 404);
            assertThat(HttpCaller.json(other.push.get("/v1/receipts/" + receipt))
                            .path("detail")
                            .asText())
                    .contains("does not exist any more");
        }
    }

    @Test
    void ofAnotherProjectNothingIsTold() {
        try (PushPipeline other =
                PushPipeline.start(kafka.bootstrapServers(), redis.uri(), folder.resolve("another"))) {
            String receipt = other.push("ann", Instant.now());
            assertThat(pipeline.push.get("/v1/receipts/" + receipt).statusCode())
                    .isEqualTo(404);
        }
    }

    /** Whether the store has something of a view for a shopper. */
    private static boolean isStored(StatefulRedisConnection<byte[], byte[]> store, String shopper, String view) {
        EntityKey key =
                EntityKeyCodec.of(pipeline.project, List.of(Visits.SHOPPER)).encode(new Object[] {shopper});
        return store.sync().hkeys(key.bytes()).stream()
                .anyMatch(field -> new String(field, UTF_8).startsWith(view + "@"));
    }
}
