package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Revision;
import io.granary.online.store.InMemoryOnlineStore;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GetOnlineFeaturesTest {

    private static final Instant ARRIVAL = RunningServer.NOW.minus(Duration.ofHours(2));

    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW));
    private final RowWriter rows = new RowWriter(store);
    private RunningServer server;
    private Revision revision;

    @BeforeEach
    void start() {
        server = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store);
        revision = server.apply();
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), ARRIVAL, 17L, true);
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("LAX"), ARRIVAL, null, false);
        rows.put(
                revision,
                Flights.AIRPORT_FACTS,
                List.of("JFK"),
                Instant.EPOCH,
                "New York",
                40.64,
                0.1f,
                List.of(4, 13));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersInFeastsShape() {
        HttpResponse<String> response = server.post("""
                {"features": ["airport_arrivals:last_delay_minutes", "airport_facts:city"],
                 "entities": {"airport": ["JFK", "LAX", "XXX"]}}""");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(
                        "{\"metadata\":{\"feature_names\":[\"airport\",\"last_delay_minutes\",\"city\"]},\"results\":["
                                + "{\"values\":[\"JFK\",\"LAX\",\"XXX\"],\"statuses\":[\"PRESENT\",\"PRESENT\",\"PRESENT\"],"
                                + "\"event_timestamps\":[\"1970-01-01T00:00:00Z\",\"1970-01-01T00:00:00Z\",\"1970-01-01T00:00:00Z\"]},"
                                + "{\"values\":[17,null,null],\"statuses\":[\"PRESENT\",\"NULL_VALUE\",\"NOT_FOUND\"],"
                                + "\"event_timestamps\":[\"2001-01-15T10:00:00Z\",\"2001-01-15T10:00:00Z\",\"1970-01-01T00:00:00Z\"]},"
                                + "{\"values\":[\"New York\",null,null],\"statuses\":[\"PRESENT\",\"NOT_FOUND\",\"NOT_FOUND\"],"
                                + "\"event_timestamps\":[\"1970-01-01T00:00:00Z\",\"1970-01-01T00:00:00Z\",\"1970-01-01T00:00:00Z\"]}]}");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void keepsTheOrderAskedForFeaturesAndEntities() {
        JsonNode answer = ask("""
                {"entities": {"airport": ["XXX", "JFK", "LAX", "JFK"]},
                 "features": ["airport_facts:latitude", "airport_arrivals:*", "airport_facts:city"]}""");

        assertThat(answer.at("/metadata/feature_names").toString())
                .isEqualTo("[\"airport\",\"latitude\",\"last_delay_minutes\",\"last_was_late\",\"city\"]");
        assertThat(values(answer, "airport")).isEqualTo("[\"XXX\",\"JFK\",\"LAX\",\"JFK\"]");
        assertThat(values(answer, "last_delay_minutes")).isEqualTo("[null,17,null,17]");
        assertThat(values(answer, "last_was_late")).isEqualTo("[null,true,false,true]");
    }

    @Test
    void namesFeaturesInFullWhenAsked() {
        JsonNode answer = ask("""
                {"entities": {"origin": ["JFK"], "destination": ["LAX"], "airport": ["LAX"]}, "full_feature_names": true,
                 "features": ["airport_arrivals:last_delay_minutes", "route_arrivals:last_delay_minutes"]}""");

        assertThat(answer.at("/metadata/feature_names").toString())
                .endsWith("\"airport_arrivals__last_delay_minutes\",\"route_arrivals__last_delay_minutes\"]");
    }

    @Test
    void takesCompositeJoinKeysInAnyOrder() {
        rows.put(revision, Flights.ROUTE_ARRIVALS, List.of("JFK", "LAX"), ARRIVAL, 5L);
        rows.put(revision, Flights.ROUTE_ARRIVALS, List.of("LAX", "JFK"), ARRIVAL, 6L);
        String features = "\"features\": [\"route_arrivals:last_delay_minutes\"]}";

        JsonNode one = ask("{\"entities\": {\"origin\": [\"JFK\"], \"destination\": [\"LAX\"]}, " + features);
        JsonNode other = ask("{\"entities\": {\"destination\": [\"LAX\"], \"origin\": [\"JFK\"]}, " + features);

        assertThat(values(one, "last_delay_minutes")).isEqualTo("[5]");
        assertThat(values(other, "last_delay_minutes")).isEqualTo("[5]");
    }

    @Test
    void answersForAFeatureService() {
        JsonNode answer = ask(
                "{\"feature_service\": \"defaults\", \"features\": null, \"entities\": {\"airport\": [\"JFK\", \"X\"]}}");

        assertThat(values(answer, "last_delay_minutes")).isEqualTo("[17,-1]");
        assertThat(values(answer, "city")).isEqualTo("[\"New York\",\"unknown\"]");
        assertThat(statuses(answer, "city")).isEqualTo("[\"PRESENT\",\"NOT_FOUND\"]");
    }

    @Test
    void ignoresKnownJoinKeysThatNoViewNeedsButEchoesThem() {
        JsonNode answer = ask("""
                {"entities": {"airport": ["JFK"], "tail": [7], "origin": [null]},
                 "features": ["airport_facts:city"]}""");

        assertThat(values(answer, "tail")).isEqualTo("[7]");
        assertThat(statuses(answer, "origin")).isEqualTo("[\"NULL_VALUE\"]");
        assertThat(values(answer, "city")).isEqualTo("[\"New York\"]");
    }

    @Test
    void coercesJoinKeysToTheirTypes() {
        rows.put(revision, Flights.AIRCRAFT_FACTS, List.of(7L), ARRIVAL, null, ARRIVAL);

        JsonNode answer = ask("{\"entities\": {\"tail\": [\"7\", 7.0]}, \"features\": [\"aircraft_facts:built_at\"]}");

        assertThat(values(answer, "tail")).isEqualTo("[7,7]");
        assertThat(values(answer, "built_at")).isEqualTo("[\"2001-01-15T10:00:00Z\",\"2001-01-15T10:00:00Z\"]");
    }

    @Test
    void writesEachTypeAsFeastDoes() {
        ByteBuffer picture = ByteBuffer.wrap(new byte[] {0, (byte) 0xff, 16});
        rows.put(revision, Flights.AIRCRAFT_FACTS, List.of(1L), ARRIVAL, picture, ARRIVAL.plusNanos(123_456_000));

        JsonNode facts = ask("{\"entities\": {\"airport\": [\"JFK\"]}, \"features\": [\"airport_facts:*\"]}");
        JsonNode aircraft = ask("{\"entities\": {\"tail\": [1]}, \"features\": [\"aircraft_facts:*\"]}");

        assertThat(values(facts, "latitude")).isEqualTo("[40.64]");
        assertThat(values(facts, "elevation")).isEqualTo("[0.10000000149011612]");
        assertThat(values(facts, "runways")).isEqualTo("[[4,13]]");
        assertThat(values(aircraft, "picture")).isEqualTo("[\"AP8Q\"]");
        assertThat(values(aircraft, "built_at")).isEqualTo("[\"2001-01-15T10:00:00.123456Z\"]");
    }

    @Test
    void showsNonFiniteNumbersAsNullUnlessAskedForStrings() {
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("N"), Instant.EPOCH, "N", Double.NaN, 1f, List.of());
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("I"), Instant.EPOCH, "I", -1 / 0.0, 1f, List.of());
        String body = "{\"entities\": {\"airport\": [\"N\", \"I\"]}, \"features\": [\"airport_facts:latitude\"]}";

        JsonNode nulls = ask(body);
        JsonNode strings = RunningServer.json(server.post("/get-online-features?non_finite=string", body));

        assertThat(values(nulls, "latitude")).isEqualTo("[null,null]");
        assertThat(statuses(nulls, "latitude")).isEqualTo("[\"NULL_VALUE\",\"NULL_VALUE\"]");
        assertThat(values(strings, "latitude")).isEqualTo("[\"NaN\",\"-Infinity\"]");
        assertThat(statuses(strings, "latitude")).isEqualTo("[\"PRESENT\",\"PRESENT\"]");
        assertThat(server.meters.counter("granary.online.values.nonfinite").count())
                .isEqualTo(2);
    }

    @Test
    void computesOnDemandFeaturesFromInputsThatWereNotAskedFor() {
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("LAX"), Instant.EPOCH, "Los Angeles", 33.94, 1f, List.of());

        JsonNode answer = ask("""
                {"entities": {"origin": ["JFK", "LAX"], "destination": ["LAX", "X"], "passengers": [50, 3]},
                 "features": ["trip:share", "trip:north"]}""");

        assertThat(answer.at("/metadata/feature_names").toString())
                .isEqualTo("[\"origin\",\"destination\",\"passengers\",\"share\",\"north\"]");
        assertThat(values(answer, "share")).isEqualTo("[2,33]");
        assertThat(values(answer, "north")).isEqualTo("[" + (33.94 - 40.64) + ",null]");
        assertThat(statuses(answer, "north")).isEqualTo("[\"PRESENT\",\"NOT_FOUND\"]");
    }

    @Test
    void answersForAnyProjectByPath() {
        String body = "{\"entities\": {\"airport\": [\"JFK\"]}, \"features\": [\"airport_facts:city\"]}";

        assertThat(server.post("/projects/flights/get-online-features", body).body())
                .isEqualTo(server.post(body).body());
        assertThat(server.post("/projects/flight/get-online-features", body).statusCode())
                .isEqualTo(404);
    }

    private JsonNode ask(String body) {
        HttpResponse<String> response = server.post(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningServer.json(response);
    }

    private static String values(JsonNode answer, String name) {
        return result(answer, name).get("values").toString();
    }

    private static String statuses(JsonNode answer, String name) {
        return result(answer, name).get("statuses").toString();
    }

    private static JsonNode result(JsonNode answer, String name) {
        JsonNode names = answer.at("/metadata/feature_names");
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).asText().equals(name)) {
                return answer.at("/results/" + i);
            }
        }
        throw new AssertionError(name + " is not in " + names);
    }
}
