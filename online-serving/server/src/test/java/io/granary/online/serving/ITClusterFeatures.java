package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Revision;
import io.granary.core.view.FeatureStatus;
import io.granary.embedded.EmbeddedRedisCluster;
import io.granary.embedded.junit.RedisExtension;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three masters answers as one server does. */
@Timeout(300)
class ITClusterFeatures {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private static final int REQUESTS = 10_000;
    private static final int AIRPORTS = 150;
    private static final int ROWS = 1_500;

    private static final List<String> FEATURES = Stream.of(
                    Flights.AIRPORT_FACTS, Flights.AIRPORT_ARRIVALS, Flights.ROUTE_ARRIVALS)
            .flatMap(view -> view.features().stream().map(feature -> view.name() + ":" + feature.name()))
            .toList();

    @TempDir
    private Path folder;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Random random = new Random(11);

    @Test
    void answersRandomRequestsAsOneServerDoes() {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.in(folder, 3).start();
                OnlineStore one = RedisOnlineStore.open(RedisConfig.of(redis.uri()));
                OnlineStore many = RedisOnlineStore.open(RedisConfig.of(cluster.uri()));
                RunningServer single = start(one);
                RunningServer clustered = start(many)) {
            Revision revision = single.apply();
            clustered.apply();
            fill(revision, new RowWriter(one), new RowWriter(many));
            int present = 0;
            for (int i = 0; i < REQUESTS; i++) {
                String request = request();
                HttpResponse<String> expected = single.post(request);
                HttpResponse<String> answer = clustered.post(request);
                assertThat(expected.statusCode()).as(expected.body()).isEqualTo(200);
                assertThat(answer.body()).as(request).isEqualTo(expected.body());
                present += answer.body().contains("PRESENT") ? 1 : 0;
            }
            assertThat(present).isGreaterThan(REQUESTS / 2);
        }
    }

    @Test
    void onlyTheKeysOfAMasterThatIsGoneAreDegraded() {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.in(folder, 3).start();
                OnlineStore store = RedisOnlineStore.open(RedisConfig.of(cluster.uri()));
                RunningServer server = start(store)) {
            Revision revision = server.apply();
            RowWriter rows = new RowWriter(store);
            List<String> airports =
                    IntStream.range(0, AIRPORTS).mapToObj(i -> "airport " + i).toList();
            airports.forEach(name -> rows.put(
                    revision, Flights.AIRPORT_FACTS, List.of(name), now, "city of " + name, 1.5, 4f, List.of(4)));
            assertThat(unavailable(server, airports)).isEmpty();

            cluster.nodes().get(1).kill();

            await().untilAsserted(
                            () -> assertThat(unavailable(server, airports)).hasSizeBetween(AIRPORTS / 5, AIRPORTS / 2));
            Set<String> gone = unavailable(server, airports);
            List<String> others =
                    airports.stream().filter(name -> !gone.contains(name)).toList();
            assertThat(unavailable(server, others)).isEmpty();
            assertThat(unavailable(server, List.copyOf(gone))).isEqualTo(gone);
        }
    }

    /** Those whose city is not answered; every other one's is, and the answer says whether it lacks any. */
    private static Set<String> unavailable(RunningServer server, List<String> airports) {
        String names = airports.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
        JsonNode answer = RunningServer.json(
                server.post("{\"features\": [\"airport_facts:city\"], \"entities\": {\"airport\": " + names + "}}"));
        JsonNode cities = answer.at("/results/1");
        Set<String> gone = new HashSet<>();
        for (int i = 0; i < airports.size(); i++) {
            boolean isGone = cities.at("/statuses/" + i).asText().equals(FeatureStatus.UNAVAILABLE.name());
            assertThat(cities.at("/values/" + i).asText()).isEqualTo(isGone ? "null" : "city of " + airports.get(i));
            if (isGone) {
                gone.add(airports.get(i));
            }
        }
        assertThat(answer.at("/metadata/degraded").asBoolean()).isEqualTo(!gone.isEmpty());
        return gone;
    }

    private RunningServer start(OnlineStore store) {
        await().ignoreExceptions()
                .until(() -> store.ping().toCompletableFuture().join() == null);
        return new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store, InstantSource.fixed(now));
    }

    private void fill(Revision revision, RowWriter... writers) {
        for (int i = 0; i < ROWS; i++) {
            Instant at = now.minus(Duration.ofMinutes(random.nextInt(60 * 24 * 20)));
            String airport = airport();
            String other = airport();
            double number = random.nextGaussian();
            long whole = random.nextLong();
            for (RowWriter writer : writers) {
                writer.put(revision, Flights.AIRPORT_FACTS, List.of(airport), at, airport, number, 4f, List.of(4));
                writer.put(revision, Flights.ROUTE_ARRIVALS, List.of(airport, other), at, whole);
            }
        }
    }

    private String request() {
        String features = random.ints(1 + random.nextInt(4), 0, FEATURES.size())
                .distinct()
                .mapToObj(i -> '"' + FEATURES.get(i) + '"')
                .collect(Collectors.joining(","));
        int count = 1 + random.nextInt(20);
        return "{\"full_feature_names\": true, \"features\": [" + features + "], \"entities\": {\"airport\": "
                + airports(count) + ", \"origin\": " + airports(count) + ", \"destination\": " + airports(count) + "}}";
    }

    private String airports(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> '"' + airport() + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String airport() {
        return "airport " + random.nextInt(AIRPORTS);
    }
}
