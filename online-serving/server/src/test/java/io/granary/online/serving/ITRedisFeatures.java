package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Revision;
import io.granary.embedded.junit.RedisExtension;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class ITRedisFeatures {

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    @Test
    void answersFromRedis() {
        Instant arrival = Instant.now().truncatedTo(ChronoUnit.MICROS).minus(Duration.ofHours(2));
        try (RedisOnlineStore store = RedisOnlineStore.open(RedisConfig.of(redis.uri()));
                RunningServer server =
                        new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store, InstantSource.system())) {
            Revision revision = server.apply();
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200));
            RowWriter rows = new RowWriter(store);
            rows.put(revision, Flights.AIRPORT_FACTS, List.of("JFK"), Instant.EPOCH, "New York", 40.64, 4f, List.of(4));
            rows.put(revision, Flights.AIRPORT_FACTS, List.of("LAX"), Instant.EPOCH, "Los Angeles", 33.94, 38f, null);
            rows.put(revision, Flights.ROUTE_ARRIVALS, List.of("JFK", "LAX"), arrival, 17L);

            JsonNode answer = RunningServer.json(server.post("""
                            {"entities": {"origin": ["JFK", "LAX"], "destination": ["LAX", "JFK"], "passengers": [2, 3]},
                             "features": ["trip:north", "route_arrivals:last_delay_minutes"]}"""));

            assertThat(answer.at("/results/3/values").toString())
                    .isEqualTo("[" + (33.94 - 40.64) + "," + (40.64 - 33.94) + "]");
            assertThat(answer.at("/results/4/values").toString()).isEqualTo("[17,null]");
            assertThat(answer.at("/results/4/statuses").toString()).isEqualTo("[\"PRESENT\",\"NOT_FOUND\"]");
        }
    }
}
