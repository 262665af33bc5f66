package io.granary.online.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Revision;
import io.granary.online.store.InMemoryOnlineStore;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExplainTest {

    private static final Instant AN_HOUR_AGO = RunningServer.NOW.minusSeconds(3_600);

    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW));
    private final RowWriter rows = new RowWriter(store);
    private final RunningServer server = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store);
    private final Revision revision = server.apply();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsTheStoredRow() {
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), AN_HOUR_AGO, 17L, true);

        JsonNode explained = explain("airport_arrivals:last_delay_minutes", "{\"airport\":\"JFK\"}", "");

        assertThat(explained.path("value").asInt()).isEqualTo(17);
        assertThat(explained.path("status").asText()).isEqualTo("PRESENT");
        assertThat(explained.path("at").asText()).isEqualTo("2001-01-15T12:00:00Z");
        assertThat(explained.at("/entity/airport").asText()).isEqualTo("JFK");
        assertThat(explained.at("/row/event_timestamp").asText()).isEqualTo("2001-01-15T11:00:00Z");
        assertThat(explained.at("/row/ttl_seconds").asLong()).isEqualTo(Flights.TTL.toSeconds());
        assertThat(explained.at("/row/schema_revision").asInt()).isEqualTo(1);
    }

    @Test
    void tellsTheFieldWhereNothingIsStored() {
        JsonNode explained = explain("airport_arrivals:last_delay_minutes", "{\"airport\":\"JFK\"}", "");

        assertThat(explained.path("value").isNull()).isTrue();
        assertThat(explained.path("status").asText()).isEqualTo("NOT_FOUND");
        assertThat(explained.path("event_timestamp").isNull()).isTrue();
        assertThat(explained.path("row").has("bytes")).isFalse();
        assertThat(explained.at("/row/field").asText())
                .isEqualTo(revision.viewState("airport_arrivals").field("airport_arrivals"));
    }

    @Test
    void asksForAnotherTime() {
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), AN_HOUR_AGO, 17L, true);

        JsonNode later =
                explain("airport_arrivals:last_delay_minutes", "{\"airport\":\"JFK\"}", "&at=2001-02-10T00:00:00Z");

        assertThat(later.path("status").asText()).isEqualTo("OUTSIDE_MAX_AGE");
        assertThat(later.path("value").isNull()).isTrue();
    }

    @Test
    void tellsTheInputsOfAnOnDemandFeature() {
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("JFK"), AN_HOUR_AGO, "New York", 40.5, 4f, List.of());
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("LAX"), AN_HOUR_AGO, "Los Angeles", 34.0, 4f, List.of());

        JsonNode explained =
                explain("trip:north", "{\"origin\":\"JFK\",\"destination\":\"LAX\",\"passengers\":10}", "");

        assertThat(explained.path("value").asDouble()).isEqualTo(-6.5);
        assertThat(explained.at("/computed/expression").asText()).isEqualTo("destination__latitude - origin__latitude");
        assertThat(explained.at("/computed/inputs/0/name").asText()).isEqualTo("destination__latitude");
        assertThat(explained.at("/computed/inputs/0/value").asDouble()).isEqualTo(34.0);
        assertThat(explained.at("/computed/inputs/1/value").asDouble()).isEqualTo(40.5);
    }

    @Test
    void refusesWhatItCannotExplain() {
        assertRefused("airport_arrivals:*", "{\"airport\":\"JFK\"}", "", "one feature as view:feature");
        assertRefused("airport_arrivals:last_was_late", "[\"JFK\"]", "", "an object with a value for each join key");
        assertRefused("airport_arrivals:last_was_late", "{}", "", "at least one join key");
        assertRefused("airport_arrivals:last_was_late", "{\"aiport\":\"JFK\"}", "", "aiport");
        assertRefused("airport_arrivals:last_was_late", "{\"airport\":\"JFK\"}", "&at=noon", "at: \"noon\"");
    }

    private JsonNode explain(String feature, String entity, String more) {
        HttpResponse<String> response = server.get(path(feature, entity) + more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningServer.json(response);
    }

    private void assertRefused(String feature, String entity, String more, String reason) {
        HttpResponse<String> response = server.get(path(feature, entity) + more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(RunningServer.json(response).path("detail").asText()).contains(reason);
    }

    private static String path(String feature, String entity) {
        return "/v1/projects/flights/explain?feature=" + encode(feature) + "&entity=" + encode(entity);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
