package io.granary.ingestion.push;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Definition;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Window;
import io.granary.core.window.WindowMode;
import io.granary.http.HttpCaller;
import io.granary.ingestion.ComponentHealth;
import io.granary.ingestion.Ingestion;
import io.granary.ingestion.IngestionConfig;
import io.granary.ingestion.RegistryLink;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.granary.registry.client.SettableRollouts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A project whose visits are pushed: the routes, and ingestion behind them, which may be stopped. */
final class PushPipeline implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final String project = "shop" + UUID.randomUUID().toString().replace("-", "");
    final SettableRollouts rollouts = new SettableRollouts(project);
    final RunningPush push;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final IngestionConfig config;
    private final OnlineStore store;
    private final Revision revision;
    private @Nullable Ingestion ingestion;

    private PushPipeline(String bootstrapServers, String redisUri, Path folder) {
        List<Definition> definitions = new ArrayList<>(Visits.definitions());
        definitions.add(windows());
        revision = rollouts.apply(definitions);
        config = IngestionConfig.builder(project, bootstrapServers, folder)
                .partitions(2)
                .build();
        store = RedisOnlineStore.open(RedisConfig.of(redisUri));
        push = new RunningPush(PushConfig.of(project, bootstrapServers), rollouts, store, InstantSource.system());
    }

    /** Starts and waits until all of it runs. */
    static PushPipeline start(String bootstrapServers, String redisUri, Path folder) {
        PushPipeline pipeline = new PushPipeline(bootstrapServers, redisUri, folder);
        pipeline.startIngestion();
        return pipeline;
    }

    private static FeatureView windows() {
        Aggregation pages =
                new Aggregation("pages", "sum", "pages", List.of(Window.parse("1h")), null, WindowMode.SAWTOOTH);
        return new FeatureView(
                "visit_windows",
                List.of("shopper"),
                "visits",
                Map.of(),
                null,
                List.of(),
                List.of(pages),
                null,
                true,
                true,
                Metadata.NONE);
    }

    void startIngestion() {
        Ingestion started =
                Ingestion.start(config, new RegistryLink(rollouts, rollouts, number -> revision), store, meters);
        ingestion = started;
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        started.lag().following() && started.health().stream().allMatch(ComponentHealth::isRunning));
    }

    void stopIngestion() {
        requireNonNull(ingestion).close();
        ingestion = null;
    }

    Map<String, String> kafka() {
        return Map.of("bootstrap.servers", config.bootstrapServers());
    }

    String topic() {
        return Visits.SOURCE.findStream(project).topic();
    }

    static String body(String shopper, Instant visitedAt, int pages) {
        return """
                {"push_source_name": "visits",
                 "df": {"shopper": ["%s"], "visited_at": ["%s"], "pages": [%d], "spent": [1.5]}}""".formatted(shopper, visitedAt.truncatedTo(ChronoUnit.MILLIS), pages);
    }

    /** Pushes a visit and gives the receipt. */
    String push(String shopper, Instant visitedAt) {
        HttpResponse<String> answer = push.post("/v1/projects/" + project + "/push", body(shopper, visitedAt, 3));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String receipt = HttpCaller.json(answer).path("receipt").asText();
        assertThat(answer.headers().firstValue("Location")).contains("/v1/receipts/" + receipt);
        return receipt;
    }

    /** What is known of a receipt after at most so many seconds. */
    JsonNode receipt(String receipt, int waitSeconds) {
        HttpResponse<String> answer = push.get("/v1/receipts/" + receipt + "?wait=" + waitSeconds);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return HttpCaller.json(answer);
    }

    @Override
    public void close() {
        if (ingestion != null) {
            stopIngestion();
        }
        push.close();
        store.close();
    }
}
