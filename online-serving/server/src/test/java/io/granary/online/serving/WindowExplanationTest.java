package io.granary.online.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Revision;
import io.granary.core.type.EpochMicros;
import io.granary.online.store.InMemoryOnlineStore;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WindowExplanationTest {

    private static final Instant NOW = Instant.parse("2024-01-01T14:27:00Z");

    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(Instant.EPOCH));
    private final RunningServer server =
            new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store, InstantSource.fixed(NOW));
    private final Revision revision = server.revisions.apply(Delays.definitions());
    private final EventWriter stream = EventWriter.ofStream(store, revision, Delays.DELAYS);
    private final EventWriter backfill = EventWriter.ofBackfill(store, revision, Delays.DELAYS);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsBoundsTilesAndEvents() {
        stream.add("JFK", at("13:24:59.999"), "a", 1L);
        stream.add("JFK", at("13:25:00"), "b", 2L);
        backfill.add("JFK", at("13:27:00"), "c", 4L);
        stream.add("JFK", at("14:26:59.999"), "d", 8L);

        JsonNode explained = explain("delays:delay_1h", "");
        JsonNode window = explained.path("window");

        assertThat(explained.path("value").asDouble()).isEqualTo(14.0 / 3);
        assertThat(explained.path("event_timestamp").asText()).isEqualTo("2024-01-01T14:26:59.999Z");
        assertThat(window.path("function").asText()).isEqualTo("avg");
        assertThat(window.path("of").asText()).isEqualTo("delay");
        assertThat(window.path("mode").asText()).isEqualTo("sawtooth");
        assertThat(window.path("hop_seconds").asInt()).isEqualTo(300);
        assertThat(window.path("from").asText()).isEqualTo("2024-01-01T13:25:00Z");
        assertThat(window.path("to").asText()).isEqualTo("2024-01-01T14:27:00Z");
        assertThat(window.path("tiles")).hasSize(2);
        assertTile(window.at("/tiles/0"), "stream", 2.0);
        assertTile(window.at("/tiles/1"), "backfill", 4.0);
        assertThat(window.path("events")).hasSize(1);
        assertThat(window.at("/events/0/id").asText()).isEqualTo("d");
        assertThat(window.at("/events/0/value").asDouble()).isEqualTo(8.0);
        assertThat(window.path("stored")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(window.at("/rejected/topic").asText()).isEqualTo("granary.flights.dead-letters");
        assertThat(window.at("/rejected/arrived_later_than_seconds").asInt()).isEqualTo(3_600);
        assertThat(window.at("/rejected/list").asText())
                .isEqualTo("/v1/projects/flights/dead-letters?view=delays&reason=late-event"
                        + "&entity=%7B%22airport%22%3A%22JFK%22%7D&since=2024-01-01T13%3A25%3A00Z");
    }

    private static void assertTile(JsonNode tile, String origin, double value) {
        assertThat(tile.path("origin").asText()).isEqualTo(origin);
        assertThat(tile.path("level").asText()).isEqualTo("5m");
        assertThat(tile.path("from").asText()).isEqualTo("2024-01-01T13:25:00Z");
        assertThat(tile.path("to").asText()).isEqualTo("2024-01-01T13:30:00Z");
        assertThat(tile.path("value").asDouble()).isEqualTo(value);
    }

    @Test
    void asksForAnotherTime() {
        stream.add("JFK", at("14:26:00"), "a", 1L);

        JsonNode before = explain("delays:flights_1h", "&at=2024-01-01T14:26:00Z");

        assertThat(before.path("value").asInt()).isZero();
        assertThat(before.at("/window/events")).isEmpty();
        assertThat(explain("delays:flights_1h", "").path("value").asInt()).isEqualTo(1);
    }

    @Test
    void tellsWhichPageIsDamaged() {
        stream.add("JFK", at("14:26:59"), "a", 7L);
        int head = stream.layout().field(0, EpochMicros.of(at("14:26:59")));
        byte[] page = requireNonNull(stream.page("JFK", head));
        stream.putPage("JFK", head, Arrays.copyOf(page, page.length - 1));

        JsonNode explained = explain("delays:flights_1h", "");

        assertThat(explained.path("status").asText()).isEqualTo("UNAVAILABLE");
        assertThat(explained.at("/window/stored/0/error").asText()).startsWith("Cannot decode window state");
    }

    @Test
    void tellsThatNothingIsStored() {
        JsonNode explained = explain("delays:flights_24h", "");

        assertThat(explained.path("value").asInt()).isZero();
        assertThat(explained.path("event_timestamp").isNull()).isTrue();
        assertThat(explained.at("/window/stored")).isEmpty();
    }

    private JsonNode explain(String feature, String more) {
        Awaitility.await().until(server.serving.features()::isReady);
        HttpResponse<String> response = server.get("/v1/projects/flights/explain?feature="
                + URLEncoder.encode(feature, UTF_8)
                + "&entity="
                + URLEncoder.encode("{\"airport\": \"JFK\"}", UTF_8)
                + more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningServer.json(response);
    }

    private static Instant at(String time) {
        return Instant.parse("2024-01-01T" + time + "Z");
    }
}
