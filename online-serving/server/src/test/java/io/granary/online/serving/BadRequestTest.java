package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.granary.online.store.InMemoryOnlineStore;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestTest {

    private static final String CITY = "\"features\": [\"airport_facts:city\"]";
    private static final String JFK = "\"entities\": {\"airport\": [\"JFK\"]}";
    private static final String TRIP = "\"features\": [\"trip:share\"]";

    private static RunningServer server;

    @BeforeAll
    static void start() {
        OnlineServingConfig config = new OnlineServingConfig(Flights.PROJECT, 3, 4, Duration.ofSeconds(1));
        server = new RunningServer(config, new InMemoryOnlineStore(InstantSource.fixed(RunningServer.NOW)));
        server.apply();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> badRequests() {
        return Stream.of(
                // names that nothing has
                arguments(
                        404,
                        "feature view: 'airport_fact' does not exist (did you mean 'airport_facts'?)",
                        body("\"features\": [\"airport_fact:city\"]", JFK)),
                arguments(
                        404,
                        "features: 'airport_facts@v2:city' (expected: airport_facts@v1, the version that is served)",
                        body("\"features\": [\"airport_facts@v2:city\"]", JFK)),
                arguments(
                        404,
                        "feature view: 'airport_fact' does not exist (did you mean 'airport_facts'?)",
                        body("\"features\": [\"airport_fact@v2:city\"]", JFK)),
                arguments(
                        404,
                        "feature of view 'airport_facts': 'citi' does not exist (did you mean 'city'?)",
                        body("\"features\": [\"airport_facts:citi\"]", JFK)),
                arguments(
                        404,
                        "feature service: 'null' does not exist (did you mean 'nulls'?)",
                        body("\"feature_service\": \"null\"", JFK)),
                // references
                arguments(
                        400,
                        "features: 'city' (expected: view:feature, view@v3:feature or view:*)",
                        body("\"features\": [\"city\"]", JFK)),
                arguments(
                        400,
                        "features: 'airport_facts@2:city' (",
                        body("\"features\": [\"airport_facts@2:city\"]", JFK)),
                arguments(
                        400,
                        "features: 'trip@v1:share' (expected: no version, because nothing of an on-demand view is stored)",
                        body("\"features\": [\"trip@v1:share\"]", JFK)),
                arguments(
                        400,
                        "features: 'airport_facts:city' twice (expected: each feature once)",
                        body("\"features\": [\"airport_facts:city\", \"airport_facts:city\"]", JFK)),
                arguments(
                        400,
                        "features: 'airport_arrivals:last_delay_minutes' and 'route_arrivals:last_delay_minutes' are both"
                                + " named 'last_delay_minutes' (expected: full_feature_names: true)",
                        body(
                                "\"features\": [\"airport_arrivals:last_delay_minutes\","
                                        + " \"route_arrivals:last_delay_minutes\"]",
                                JFK)),
                arguments(
                        400,
                        "features: [] (expected: at least one feature reference, or a feature_service)",
                        body(JFK)),
                arguments(
                        400,
                        "feature_service: nulls (expected: either features or feature_service, not both)",
                        body(CITY, "\"feature_service\": \"nulls\"", JFK)),
                // join keys
                arguments(400, "entities: absent (expected: join keys with a list of values each)", body(CITY)),
                arguments(
                        400,
                        "entities: {} (expected: at least one join key with at least one value)",
                        body(CITY, "\"entities\": {}")),
                arguments(
                        400,
                        "entities.airport: [] (expected: at least one value)",
                        body(CITY, "\"entities\": {\"airport\": []}")),
                arguments(
                        400,
                        "entities.airport: absent (expected: a join key of type STRING for each row)",
                        body(CITY, "\"entities\": {\"origin\": [\"JFK\"]}")),
                arguments(
                        400,
                        "entities.airport[1]: null (expected: a join key of type STRING)",
                        body(CITY, "\"entities\": {\"airport\": [\"JFK\", null]}")),
                arguments(
                        400,
                        "entities: 'airprot' (expected: a join key or request field of the project (did you mean"
                                + " 'airport'?))",
                        body(CITY, "\"entities\": {\"airport\": [\"JFK\"], \"airprot\": [\"LAX\"]}")),
                arguments(
                        400,
                        "entities.origin: 2 values (expected: 1 values, as many as the first join key)",
                        body(CITY, "\"entities\": {\"airport\": [\"JFK\"], \"origin\": [\"A\", \"B\"]}")),
                arguments(
                        400,
                        "entities.tail[0]",
                        body("\"features\": [\"aircraft_facts:built_at\"]", "\"entities\": {\"tail\": [\"x\"]}")),
                arguments(
                        400,
                        "entities.tail[1]",
                        body("\"features\": [\"aircraft_facts:built_at\"]", "\"entities\": {\"tail\": [1, 1.5]}")),
                arguments(
                        400,
                        "entities.tail[0]",
                        body(
                                "\"features\": [\"aircraft_facts:built_at\"]",
                                "\"entities\": {\"tail\": [9223372036854775808]}")),
                arguments(400, "entities.airport[0]", body(CITY, "\"entities\": {\"airport\": [[\"JFK\"]]}")),
                arguments(
                        400,
                        "entities.airport: JFK (expected: a list of values)",
                        body(CITY, "\"entities\": {\"airport\": \"JFK\"}")),
                // request fields
                arguments(
                        400,
                        "entities.passengers: absent (expected: a request field of type INT64 for each row)",
                        body(TRIP, "\"entities\": {\"origin\": [\"A\"], \"destination\": [\"B\"]}")),
                arguments(
                        422,
                        "trip, feature 'share': ",
                        body(
                                TRIP,
                                "\"entities\": {\"origin\": [\"A\"], \"destination\": [\"B\"], \"passengers\": [0]}")),
                // the body
                arguments(400, "body: empty", ""),
                arguments(400, "body", "[]"),
                arguments(400, "body: 'feature' (expected: one of", body("\"feature\": [\"a:b\"]", JFK)),
                arguments(
                        400,
                        "full_feature_names: yes (expected: true or false)",
                        body(CITY, JFK, "\"full_feature_names\": \"yes\"")),
                arguments(400, "features[0]: 7 (expected: view:feature)", body("\"features\": [7]", JFK)),
                arguments(
                        400,
                        "include_feature_view_version_metadata: 1 (expected: true or false)",
                        body(CITY, JFK, "\"include_feature_view_version_metadata\": 1")),
                arguments(400, "features", body(CITY, CITY, JFK)),
                arguments(
                        400,
                        "entities.airport",
                        body(CITY, "\"entities\": {\"airport\": [\"JFK\"], \"airport\": [\"LAX\"]}")),
                arguments(400, "body", body(CITY, JFK) + "x"),
                arguments(400, "entities.airport[0]", body(CITY, "\"entities\": {\"airport\": [1e400]}")),
                arguments(400, "entities.airport[0]", body(CITY, "\"entities\": {\"airport\": [NaN]}")),
                arguments(400, "entities.airport[0]", body(CITY, "\"entities\": {\"airport\": [\"\\ud800\"]}")),
                arguments(
                        400,
                        "entities.airport[0]",
                        body(CITY, "\"entities\": {\"airport\": [" + "[".repeat(5_000) + "]".repeat(5_000) + "]}")),
                // limits
                arguments(
                        400,
                        "entities.airport: 4 or more (expected: at most 3 entity rows; split the request)",
                        body(CITY, "\"entities\": {\"airport\": [1, 2, 3, 4]}")),
                arguments(
                        400,
                        "features: 5 or more (expected: at most 4 features; split the request)",
                        body("\"features\": [\"a:a\", \"a:b\", \"a:c\", \"a:d\", \"a:e\"]", JFK)),
                arguments(
                        400,
                        "features: 6 or more (expected: at most 4 features; split the request)",
                        body("\"features\": [\"airport_facts:*\", \"airport_arrivals:*\"]", JFK)));
    }

    private static String body(String... members) {
        return "{" + String.join(", ", members) + "}";
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badRequests")
    void refusesNamingWhatIsWrong(int status, String message, String body) {
        HttpResponse<String> response = server.post(body);

        assertThat(response.body()).contains("\"detail\":\"" + message);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void refusesAnUnknownProject() {
        HttpResponse<String> response = server.post("/projects/flight/get-online-features", body(CITY, JFK));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("project: 'flight' does not exist (did you mean 'flights'?)");
    }

    @Test
    void refusesARequestWithoutABodyForAnyProject() {
        HttpResponse<String> response = server.post("/projects/flights/get-online-features", "");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"detail\":\"body: empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?non_finit=string", "?non_finite=null&non_finite=string"})
    void refusesAQueryThatTheContractDoesNotHave(String query) {
        for (String path : List.of("/get-online-features", "/projects/flights/get-online-features")) {
            HttpResponse<String> response = server.post(path + query, body(CITY, JFK));

            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        }
    }

    @Test
    void refusesAnUnknownWayToShowNonFiniteNumbers() {
        HttpResponse<String> response = server.post("/get-online-features?non_finite=zero", body(CITY, JFK));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("non_finite: 'zero' (expected: null or string)");
    }
}
